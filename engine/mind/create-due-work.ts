/** More than talk at the same time; what is dropped is tried again a little early. */
const MOST_POSTPONED = 10_000;

/** @param waiting how much waits for this work; Infinity: enough, whatever it is, and however it failed before */
export type DueWork = (key: string, waiting: number, work: () => Promise<void>) => Promise<void>;

/**
 * Runs work as soon as enough waits for it, once at a time for each key. Work that failed is tried again when as much
 * again has gathered.
 */
export function createDueWork(enough: number): DueWork {
  const inProgress = new Set<string>();
  const postponed = new Map<string, number>();
  return async (key, waiting, work) => {
    if (waiting < (postponed.get(key) ?? enough) || inProgress.has(key)) return;
    inProgress.add(key);
    postponed.delete(key);
    try {
      await work();
    } catch (error) {
      postponed.set(key, (Number.isFinite(waiting) ? waiting : enough) + enough);
      if (postponed.size > MOST_POSTPONED) postponed.delete(postponed.keys().next().value!);
      throw error;
    } finally {
      inProgress.delete(key);
    }
  };
}
