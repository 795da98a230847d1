/**
 * What is made of each key, in memory, until another version of it is asked for: whoever asks meanwhile waits for the
 * same. The key that was asked for longest ago gives way. What failed is made again.
 */
export function keepLatest<Value>(most: number) {
  const kept = new Map<string, { version: string; value: Promise<Value> }>();
  return {
    get(key: string, version: string, make: () => Promise<Value>): Promise<Value> {
      const known = kept.get(key);
      const entry = known?.version === version ? known : { version, value: make() };
      kept.delete(key);
      kept.set(key, entry);
      if (kept.size > most) kept.delete(kept.keys().next().value!);
      return entry.value.catch((error: unknown) => {
        if (kept.get(key) === entry) kept.delete(key);
        throw error;
      });
    },
  };
}
