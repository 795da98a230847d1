import type { BatchLimits } from "./batch-provider.ts";

/**
 * In order, as few parts as the limits allow. An item that is too large alone is a part of its own: the provider
 * refuses it in its own words.
 */
export function splitBatch<Item extends { bytes: number }>(items: Item[], limits: BatchLimits): Item[][] {
  const parts: Item[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const last = parts.at(-1);
    if (last && last.length < limits.requests && bytes + item.bytes <= limits.bytes) {
      last.push(item);
      bytes += item.bytes;
    } else {
      parts.push([item]);
      bytes = item.bytes;
    }
  }
  return parts;
}
