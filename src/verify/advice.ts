// What is worth telling people about a series or a host beyond the verdict. One rule per code; codes are stable.
import { hasNewAccelerate } from "../plan/catalogue.ts";
import type { Evidence } from "../result/evidence.ts";
import type { Host, Result } from "../result/schema.ts";
import { describeProvider } from "./calls.ts";
import { fileNameOf, identify, workingFamily } from "./identify.ts";
import { olderKernels } from "./kernels.ts";
import { condaRecordOf, describePackage, holderOf, recordedLibrary } from "./records.ts";
import { buildStatementOf } from "./show-config.ts";
import { threadVariable } from "./threads.ts";
import type { Advice, BackendVerdict } from "./verdict.ts";

export interface AdviceSubject {
  /** Variant or series, as people know it. */
  readonly name: string;
  readonly verdict: BackendVerdict;
  readonly evidence: Evidence;
}

/** A text for each subject that the rule concerns, null for the others. */
type Rule = (subject: AdviceSubject, host: Host) => string | null;

/** By code, in the order in which advice is shown. */
const rules: Readonly<Record<string, Rule>> = {
  "translated-python": ({ evidence }) =>
    evidence.python.translated === true
      ? "This Python is built for Intel and runs translated by Rosetta on an arm64 Mac: install one for osx-arm64, which also makes Accelerate's fast kernels available."
      : null,
  "not-activated": ({ evidence }) => {
    // The second is the environment below a virtual one.
    const { prefix, basePrefix } = evidence.python;
    const active = evidence.variables.CONDA_PREFIX;
    if (holderOf(evidence, "numpy")?.manager !== "conda" || active === prefix || active === basePrefix) return null;
    const instead = active === undefined ? "" : `, but ${active} is`;
    return `This conda environment is not activated${instead}: its activation scripts have not run, which MKL for one needs. Activate it, or use: conda run --prefix ${prefix}`;
  },
  "numpy-replaced-by-pip": ({ evidence }) => {
    const record = condaRecordOf(evidence, "numpy");
    const holder = holderOf(evidence, "numpy");
    if (record === null || holder?.manager !== "pip") return null;
    return `pip put numpy ${holder.version} over conda's ${describePackage(record)}, which conda does not know of: make the environment anew, and keep pip from replacing NumPy with --no-deps or a constraint numpy==${record.version}.`;
  },
  "netlib-blas": ({ verdict }) =>
    families(verdict).blas === "netlib"
      ? "NumPy's BLAS is netlib's reference implementation, which is several times slower than the optimized ones: install OpenBLAS."
      : null,
  "netlib-lapack": ({ verdict }, host) => {
    const { blas, lapack } = families(verdict);
    if (lapack !== "netlib" || blas === "netlib" || blas === null) return null;
    const hasNew = host.platform.startsWith("osx-") && hasNewAccelerate(host.osVersion);
    const better = blas === "accelerate" && hasNew ? ", or take newaccelerate, which has Apple's" : "";
    return `LAPACK is netlib's: svd, eigh, solve and cholesky gain from this BLAS only through the products inside them${better}.`;
  },
  "mkl-available": ({ verdict, evidence }, host) => {
    const { blas } = families(verdict);
    const intel = host.cpuVendor === "GenuineIntel" && host.platform === "linux-64";
    if (!intel || (blas !== "openblas" && blas !== "netlib")) return null;
    const how = condaRecordOf(evidence, "numpy") === null ? "from conda-forge" : "with libblas=*=*_mkl";
    return `This is an Intel CPU, where MKL (${how}) may be faster: measure it with --variants openblas,mkl.`;
  },
  "mkl-on-amd": ({ verdict }, host) =>
    families(verdict).blas === "mkl" && host.cpuVendor === "AuthenticAMD"
      ? "MKL works on AMD CPUs and may be slower or faster there than OpenBLAS or BLIS: measure them side by side."
      : null,
  "older-kernels": ({ verdict, evidence }, host) => olderKernels(verdict.blas, evidence.variables, host.simd),
  "too-many-threads": ({ verdict, evidence }, host) => {
    const { effective } = verdict.threads;
    const cores = Math.min(host.physicalCores, evidence.python.usableCpus);
    return effective === null || effective <= cores
      ? null
      : `BLAS would use ${effective} threads on ${cores} usable cores, where they get in each other's way: set ${threadVariable(verdict.blas)}=${cores} or less.`;
  },
  "threads-not-followed": ({ verdict }) => {
    const { asked, effective } = verdict.threads;
    return asked === null || effective === null || effective <= asked
      ? null
      : `${asked} asked of the BLAS threads and ${effective} would be used: set ${threadVariable(verdict.blas)}=${asked} before NumPy is imported.`;
  },
  "two-openmp-runtimes": ({ evidence }) => {
    const runtimes = evidence.libraries.filter((library) => identify(library)?.kind === "openmp");
    const names = [...new Set(runtimes.map((library) => fileNameOf(library.realPath)))].sort();
    return names.length < 2
      ? null
      : `${names.join(" and ")} are both in this process: each OpenMP runtime brings its own threads, which compete for the cores and may hang or crash.`;
  },
  "scipy-has-another-blas": ({ verdict }) => {
    const [numpy, scipy] = [verdict.blas, verdict.scipy?.blas ?? null];
    return numpy === null || scipy === null || numpy.realPath === scipy.realPath
      ? null
      : `SciPy calls a BLAS of its own, ${describeProvider(scipy)}: what is found for NumPy does not hold for it, and the two pools of threads compete.`;
  },
  "unpinned-environment": ({ evidence }) => {
    const recorded = holderOf(evidence, "numpy")?.manager === "conda" ? recordedLibrary(evidence, "blas") : null;
    if (recorded === null || evidence.pinned?.some((line) => /^\s*(lib)?blas\b/.test(line))) return null;
    const { name, build } = recorded.record;
    // The metapackage's build is the bare word.
    const implementation = (build ?? "_openblas").replace(/^.*_/, "*_");
    return `Nothing pins the BLAS here, so any later install may exchange it: write "${name} *=${implementation}" into conda-meta/pinned.`;
  },
  "build-statement-differs": ({ verdict, evidence }) => {
    const built = buildStatementOf(evidence.numpy)?.blas ?? null;
    if (built === null || verdict.blas === null) return null;
    const loaded = workingFamily(verdict.blas);
    return built.family === null || loaded === null || built.family === loaded
      ? null
      : `show_config() names ${built.name}: that is what NumPy was built with. What it calls now is ${describeProvider(verdict.blas)}.`;
  },
};

/** Equal texts are said once, with everybody they concern. */
export function adviceFor(host: Host, subjects: readonly AdviceSubject[]): readonly Advice[] {
  return Object.entries(rules).flatMap(([code, rule]) => {
    const concerned = new Map<string, string[]>();
    for (const subject of subjects) {
      const text = rule(subject, host);
      if (text !== null) concerned.set(text, [...(concerned.get(text) ?? []), subject.name]);
    }
    return [...concerned].map(([text, names]): Advice => ({ code, subjects: [...new Set(names)], text }));
  });
}

/** Advice on every series of a result that has evidence, by variant. */
export function adviseOn(result: Result, verdicts: ReadonlyMap<string, BackendVerdict>): readonly Advice[] {
  const subjects = result.series.flatMap((series): AdviceSubject[] => {
    const verdict = verdicts.get(series.id);
    const evidence = series.sightings[0]?.evidence;
    const { variant, launcher } = series;
    const name = launcher === "direct" ? variant : `${variant}, ${launcher}`;
    return verdict === undefined || evidence === undefined ? [] : [{ name, verdict, evidence }];
  });
  return adviceFor(result.host, subjects);
}

function families(verdict: BackendVerdict): Record<"blas" | "lapack", ReturnType<typeof workingFamily>> {
  return {
    blas: verdict.blas === null ? null : workingFamily(verdict.blas),
    lapack: verdict.lapack === null ? null : workingFamily(verdict.lapack),
  };
}
