// Work side by side that is waited for as a whole.

/**
 * The values of all, once every one of them has ended: nobody still writes into a folder that is then removed.
 *
 * @throws what the first of them threw.
 */
export async function settled<T>(work: Iterable<Promise<T>>): Promise<T[]> {
  const ended = await Promise.allSettled(work);
  return ended.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}
