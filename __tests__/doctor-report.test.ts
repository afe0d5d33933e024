// The doctor's text in typical situations, as files to read: `vitest --update` writes them anew.
import * as fs from "node:fs";
import { expect, it } from "vitest";
import { examine } from "../src/doctor.ts";
import { doctorReport } from "../src/report/doctor.ts";
import type { DoctorDocument } from "../src/report/doctor-document.ts";
import { renderTerminal, widestLine } from "../src/report/terminal.ts";
import type { Evidence, ThreadpoolReport } from "../src/result/evidence.ts";
import type { Surroundings } from "../src/verify/surroundings.ts";
import { compareSurroundings } from "../src/verify/surroundings.ts";
import {
  bundled,
  calls,
  changed,
  condaEvidence,
  host,
  imported,
  library,
  only,
  owned,
  pip,
  redirected,
  wheelEvidence,
} from "./verify/evidence-examples.ts";
import { alike } from "./verify/examined.ts";

const windowsText = fs.readFileSync(new URL("verify/fixtures/show-config/windows-mkl.txt", import.meta.url), "utf8");
const reported: ThreadpoolReport = {
  status: "reported",
  threadpoolctlVersion: "3.6.0",
  pools: [
    {
      internal_api: "mkl",
      version: "2024.2",
      threading_layer: "intel",
      num_threads: 4,
      filepath: "/env/lib/libmkl_rt.so.2",
    },
  ],
};
const asked = (variant: string, expectation = only("openblas")): DoctorDocument["requested"] => ({
  variant,
  expectation,
});

const preloaded = changed(
  redirected(condaEvidence("openblas"), library("/opt/lib/libblis.so.4", { markers: ["bli_info_get_version_str"] }), [
    "blas",
  ]),
  (draft) => {
    draft.variables.LD_PRELOAD = "/opt/lib/libblis.so.4";
  },
);

const replaced = changed(condaEvidence("openblas"), (draft) => {
  draft.numpy = imported("numpy", "2.4.6", [
    owned("conda", "numpy", "2.2.0", "differs"),
    owned("pip", "numpy", "2.4.6", "matches"),
  ]);
  draft.packages.push(pip("numpy", "2.4.6"));
  draft.libraries = [{ ...bundled, owners: [owned("pip", "numpy", "2.4.6", "matches")] }];
  draft.calls = [
    ...calls("numpy", "blas", bundled.realPath, "64_"),
    ...calls("numpy", "lapack", bundled.realPath, "64_"),
  ];
});

const broken = changed(wheelEvidence(), (draft) => {
  Object.assign(draft, {
    calls: [],
    libraries: [],
    limitations: [{ path: null, text: "the process cannot be looked into: no permission" }],
  });
  const lastLines = [
    "Traceback (most recent call last):",
    '  File "x.py", line 1',
    "Original error was: libgfortran.so.5: cannot open",
  ];
  draft.numpy = { status: "failed", error: "ImportError: IMPORTANT: PLEASE READ THIS", lastLines };
});

const mklWithScipy = changed(condaEvidence("mkl"), (draft) => {
  Object.assign(draft.numpy, { showConfigText: windowsText });
  const own = "/env/site-packages/scipy.libs/libscipy_openblas-def.so";
  draft.scipy = imported("scipy", "1.15.0", [owned("pip", "scipy", "1.15.0", "matches")]);
  draft.calls.push(...calls("scipy", "blas", own), ...calls("scipy", "lapack", null));
  draft.libraries.push(
    library(own, { ...bundled, realPath: own, owners: [owned("pip", "scipy", "1.15.0", "matches")] }),
  );
  draft.libraries.push(library("/env/lib/libiomp5.so", { markers: ["__kmpc_fork_call"], threads: 4 }));
  for (const one of draft.libraries) one.threads ??= 4;
});

const inPyCharm = compareSurroundings({
  here: { PYCHARM_HOSTED: "1", PYTHONPATH: "/project:/project/src" },
  loginShell: { status: "asked", shell: "/bin/zsh", variables: { OMP_NUM_THREADS: "4" } },
  nice: 0,
  priority: 20,
  translated: true,
});

const situations: Readonly<Record<string, [DoctorDocument["requested"], Evidence, ThreadpoolReport]>> = {
  verified: [null, condaEvidence("blis"), { status: "reported", threadpoolctlVersion: "3.6.0", pools: [] }],
  "verified-with-scipy": [asked("mkl", only("mkl")), mklWithScipy, reported],
  "mismatch-preloaded": [
    asked("openblas"),
    preloaded,
    { status: "unavailable", reason: "threadpoolctl is not installed" },
  ],
  "mismatch-replaced": [
    asked("openblas"),
    replaced,
    { status: "unavailable", reason: "threadpoolctl is not installed" },
  ],
  "unknown-broken": [asked("openblas"), broken, { status: "unavailable", reason: "NumPy cannot be imported" }],
};

it.each(Object.entries(situations))("%s", async (name, [requested, evidence, threadpools]) => {
  const document = examine(
    requested,
    { ...host, cpuVendor: "GenuineIntel", cpuModel: "Intel Xeon" },
    evidence,
    threadpools,
    name === "mismatch-preloaded" ? inPyCharm : alike,
  );
  const text = renderTerminal(doctorReport(document), { colour: false, width: widestLine });
  await expect(text).toMatchFileSnapshot(`golden/doctor/${name}.txt`);
});

it("shows what came from outside as text, and nothing more", () => {
  const hostile = changed(condaEvidence("openblas"), (draft) => {
    for (const call of draft.calls) call.library = "/env/\u001b[31mlib\u202e.so";
    draft.limitations = [{ path: null, text: "\u001b]0;title\u0007" }];
  });
  const hostileShell: Surroundings = {
    ...alike,
    differences: [{ variable: "PYTHONPATH", here: "\u001b[31m", loginShell: "\u202e", text: "it decides" }],
  };
  const text = renderTerminal(doctorReport(examine(null, host, hostile, reported, hostileShell)), {
    colour: false,
    width: 80,
  });
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
});
