/**
 * Indices of the `limit` highest values, highest first; of equals the earlier. NaN is left out. Most values are only
 * compared with the lowest one kept, because this runs over a hundred thousand memories while somebody waits.
 *
 * @param among the indices that count, ascending; by default all
 */
export function keepBest(values: ArrayLike<number>, limit: number, among?: ArrayLike<number>): number[] {
  const heap = new Uint32Array(limit);
  let size = 0;
  /** Whether one index ranks below another. */
  const isBelow = (one: number, other: number): boolean =>
    values[one]! < values[other]! || (values[one] === values[other] && one > other);

  function sink(index: number, hole: number): void {
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      if (child + 1 < size && isBelow(heap[child + 1]!, heap[child]!)) child++;
      if (!isBelow(heap[child]!, index)) break;
      heap[hole] = heap[child]!;
      hole = child;
    }
    heap[hole] = index;
  }

  function raise(index: number, hole: number): void {
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!isBelow(index, heap[parent]!)) break;
      heap[hole] = heap[parent]!;
      hole = parent;
    }
    heap[hole] = index;
  }

  const count = limit > 0 ? (among ?? values).length : 0;
  let lowest = -Infinity;
  for (let at = 0; at < count; at++) {
    const index = among ? among[at]! : at;
    const value = values[index]!;
    if (size === limit) {
      if (!(value > lowest)) continue;
      sink(index, 0);
    } else if (!Number.isNaN(value)) raise(index, size++);
    if (size === limit) lowest = values[heap[0]!]!;
  }
  return Array.from(heap.subarray(0, size)).sort((one, other) => (isBelow(one, other) ? 1 : -1));
}
