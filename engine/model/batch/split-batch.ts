import type { BatchLimits } from "./batch-provider.ts";

/**
 * Splits in order into as few parts as the limits allow. An item that is too large is a part on its own: the provider
 * refuses it with its own message.
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
