/** Answers kept for a moment, each by its key: so long another process's change may go unseen. */
export type TtlCache<Value> = {
  get(key: string): Promise<Value>;
  forget(key: string): void;
};

const MAX_KEYS = 10_000;

/** @param now ms of a clock that only goes forward */
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
      // A failed look is not kept: the next one looks again.
      value.catch(() => kept.delete(key));
      if (kept.size >= MAX_KEYS) kept.clear();
      kept.set(key, { value, until: now() + keptMs });
      return value;
    },
    forget: (key) => void kept.delete(key),
  };
}
