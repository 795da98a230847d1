import { randomInt, randomUUID } from "node:crypto";

/** Within a millisecond, 12 bits count; each new millisecond starts in the lower half, which leaves room to count up. */
const FIRST_COUNTS = 0x800;
const MAX_COUNT = 0xfff;

let lastMs = 0;
let count = 0;

/**
 * A UUID of version 7 that sorts after all that this process made before, even within a millisecond and when the
 * clock is set back. Lists page by it, and the newest row has the last id.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastMs) [lastMs, count] = [now, randomInt(FIRST_COUNTS)];
  else if (count < MAX_COUNT) count += 1;
  else [lastMs, count] = [lastMs + 1, 0];
  const ms = lastMs.toString(16).padStart(12, "0");
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${count.toString(16).padStart(3, "0")}-${randomUUID().slice(19)}`;
}
