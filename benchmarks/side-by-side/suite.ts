// One suite of four functions as tests of pytest-benchmark and as benchmarks of asv, in a repository whose head is its base.
import * as fs from "node:fs";
import * as path from "node:path";
import { commit, makeRepository } from "../repository.ts";

const functions = fs.readFileSync(new URL("../gate-quality/bench_study.py", import.meta.url), "utf8");
export const names = [...functions.matchAll(/^def bench_(\w+)/gm)].map(([, name]) => name ?? "");

export const asvFile = "benchmarks/speed.py";

/** @param seconds That asv may sample one benchmark for, in one of its two rounds, for one commit. */
export function asvBenchmarks(seconds: number): string {
  const settings = (name: string) => `time_${name}.repeat = (2, 100_000, ${seconds})\ntime_${name}.sample_time = 0.01`;
  return [
    "import sys\nfrom pathlib import Path",
    "sys.path.insert(0, str(Path(__file__).resolve().parent.parent))",
    "import study",
    ...names.map((name) => `def time_${name}():\n    study.${name}()\n\n\n${settings(name)}`),
    "",
  ].join("\n\n");
}

/**
 * @param python That asv makes its environments of, such as "3.11".
 * @returns the folder, at its second commit; nothing but a text file differs between the two.
 */
export function makeSuite(folder: string, python: string): string {
  const files = {
    "study.py": functions.replaceAll("def bench_", "def "),
    "tests/conftest.py":
      "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).resolve().parent.parent))\n",
    "tests/test_speed.py": [
      "import study",
      ...names.map((name) => `def test_${name}(benchmark):\n    benchmark(study.${name})`),
    ].join("\n\n\n"),
    "asv.conf.json": JSON.stringify(
      {
        version: 1,
        project: "study",
        repo: ".",
        branches: ["HEAD"],
        environment_type: "virtualenv",
        env_dir: ".asv/env",
        results_dir: ".asv/results",
        pythons: [python],
        matrix: { req: { numpy: [""] } },
        build_command: [],
        install_command: [],
        uninstall_command: [],
      },
      null,
      2,
    ),
    "benchmarks/__init__.py": "",
    [asvFile]: asvBenchmarks(1),
  };
  makeRepository(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), `${text}\n`);
  }
  commit(folder, "base");
  fs.writeFileSync(path.join(folder, "README.txt"), "Nothing that is timed has changed.\n");
  commit(folder, "head");
  return folder;
}
