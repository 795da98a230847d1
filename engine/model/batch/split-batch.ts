import type { BatchItem, BatchLimits } from "./batch-provider.ts";

/**
 * In order, as few parts as the limits allow. An item that is too large alone is a part of its own: the provider
 * refuses it in its own words.
 */
export function splitBatch(
  items: BatchItem[],
  limits: BatchLimits,
  measure: (item: BatchItem) => number,
): BatchItem[][] {
  const parts: BatchItem[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const size = measure(item);
    const last = parts.at(-1);
    if (last && last.length < limits.requests && bytes + size <= limits.bytes) {
      last.push(item);
      bytes += size;
    } else {
      parts.push([item]);
      bytes = size;
    }
  }
  return parts;
}
