// A benchmark and a series together, as a key.

/** The same for no two pairs, whatever is in their names: the first says where it ends. */
export function pairKey(benchmark: string, series: string): string {
  return `${benchmark.length} ${benchmark}${series}`;
}
