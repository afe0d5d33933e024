// What belongs to a benchmark and a series together. Nested: a key of both names would have to be made for each look.

export class ByPair<Value> {
  readonly #bySeries = new Map<string, Map<string, Value>>();

  /** The last of several counts. */
  static of<Item extends { readonly benchmark: string; readonly series: string }>(
    items: readonly Item[],
  ): ByPair<Item> {
    return collected(items, ({ series }) => series);
  }

  /** The same of comparisons, by their subject. */
  static ofSubjects<Item extends { readonly benchmark: string; readonly subject: string }>(
    items: readonly Item[],
  ): ByPair<Item> {
    return collected(items, ({ subject }) => subject);
  }

  set(benchmark: string, series: string, value: Value): void {
    const known = this.#bySeries.get(series);
    if (known === undefined) this.#bySeries.set(series, new Map([[benchmark, value]]));
    else known.set(benchmark, value);
  }

  get(benchmark: string, series: string): Value | undefined {
    return this.#bySeries.get(series)?.get(benchmark);
  }

  has(benchmark: string, series: string): boolean {
    return this.#bySeries.get(series)?.has(benchmark) ?? false;
  }
}

function collected<Item extends { readonly benchmark: string }>(
  items: readonly Item[],
  seriesOf: (item: Item) => string,
): ByPair<Item> {
  const found = new ByPair<Item>();
  for (const item of items) found.set(item.benchmark, seriesOf(item), item);
  return found;
}
