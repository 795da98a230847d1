/** Values cached briefly by key; for that long, other processes' changes may go unseen. */
export type TtlCache<Value> = {
  get(key: string): Promise<Value>;
  forget(key: string): void;
  forgetAll(): void;
};

const MAX_KEYS = 10_000;

/** @param now ms of a monotonic clock */
export function createTtlCache<Value>(
  read: (key: string) => Promise<Value>,
  keptMs: number,
  now: () => number,
): TtlCache<Value> {
  const kept = new Map<string, { value: Promise<Value>; until: number }>();
  return {
    get(key) {
      const known = kept.get(key);
      if (known && now() < known.until) return known.value;
      const value = read(key);
      // A failed load is not cached: the next call loads again.
      value.catch(() => kept.delete(key));
      if (kept.size >= MAX_KEYS) kept.clear();
      kept.set(key, { value, until: now() + keptMs });
      return value;
    },
    forget: (key) => void kept.delete(key),
    forgetAll: () => kept.clear(),
  };
}
