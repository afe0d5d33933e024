// Gives every test BLAS_BENCH_TEST_PYTHON, a Python with NumPy and SciPy, also where vitest is called by hand.
import { installPythonEnvironment, pythonEnvironment } from "./python-environment.mjs";

export async function setup() {
  const outcome = await installPythonEnvironment();
  if (outcome.failed > 0) throw new Error(`${outcome.faults.join("\n")}\n${outcome.output}`);
  process.env.BLAS_BENCH_TEST_PYTHON = pythonEnvironment.python();
}
