/** Answers cached in one process; the least recently used are evicted. */
import { ANSWER_KEPT_MS, LONGEST_ANSWER_BYTES, type ResponseCache } from "./response-cache.ts";

const MAX_BYTES = 16 * 1024 * 1024;

type Kept = { answer: string; bytes: number; until: number };

/** @param now ms, from any origin */
export function createInProcessResponseCache(now: () => number, mostBytes = MAX_BYTES): ResponseCache {
  /** In order of last use. */
  const kept = new Map<string, Kept>();
  let bytes = 0;

  function forget(key: string): Kept | null {
    const entry = kept.get(key) ?? null;
    kept.delete(key);
    bytes -= entry?.bytes ?? 0;
    return entry;
  }
  function keep(key: string, entry: Kept): void {
    kept.set(key, entry);
    bytes += entry.bytes;
  }

  return {
    get(key) {
      const entry = forget(key);
      if (!entry || entry.until <= now()) return Promise.resolve(null);
      keep(key, entry);
      return Promise.resolve(entry.answer);
    },
    set(key, answer) {
      forget(key);
      const size = Buffer.byteLength(key) + Buffer.byteLength(answer);
      if (size <= LONGEST_ANSWER_BYTES) keep(key, { answer, bytes: size, until: now() + ANSWER_KEPT_MS });
      while (bytes > mostBytes) forget(kept.keys().next().value!);
      return Promise.resolve();
    },
  };
}
