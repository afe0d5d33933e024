// Which BLAS a conda spec pins, however it is spelled: to see that a file and a variant contradict each other.
import { catalogue } from "./catalogue.ts";

/** Metapackages whose build names the implementation. liblapack is not among them: blis and accelerate take netlib's. */
const telling = ["blas", "libblas", "libcblas", "blas-devel"];
const implementations = catalogue.map(({ name }) => name);

/** "libblas=*=*_mkl", "blas=*=mkl", "blas 1.0 mkl", "conda-forge::libblas[build='*mkl']" -> "mkl"; null for no pin. */
export function pinnedBlas(spec: string): string | null {
  const text = spec.replace(/^.*::/, "").trim();
  const name = /^[\w.-]+/.exec(text)?.[0]?.toLowerCase();
  if (name === undefined || !telling.includes(name)) return null;
  const build =
    /\bbuild\s*=\s*['"]?([^'"\],]+)/.exec(text)?.[1] ??
    /^[\w.-]+(?:\s*={1,2}\s*|\s+)[^\s=]+(?:\s*=\s*|\s+)([^\s=]+)$/.exec(text)?.[1];
  const found = /([a-z]+)\**$/.exec(build ?? "")?.[1];
  return found !== undefined && implementations.includes(found) ? found : null;
}

/** Those of `given` that cannot hold together with `wanted`, a variant's own specs. */
export function contradicting(given: readonly string[], wanted: readonly string[]): readonly string[] {
  const blas = wanted.map(pinnedBlas).find((one) => one !== null);
  if (blas === undefined || blas === null) return [];
  return given.filter((spec) => {
    const pinned = pinnedBlas(spec);
    return (pinned !== null && pinned !== blas) || (blas === "mkl" && /^(?:.*::)?nomkl\b/.test(spec.trim()));
  });
}
