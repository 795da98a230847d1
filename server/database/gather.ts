/** Takes what shall be written; resolves when it is. */
export type GatheredWrite<Item> = (items: readonly Item[]) => Promise<void>;

type Asked<Item> = { items: readonly Item[]; resolve(): void; reject(error: unknown): void };

/**
 * Writes at once when nothing is being written; what is asked for meanwhile goes together into the next write. One that
 * fails is tried again for each who asked, so that nobody's bad row costs another's good one.
 */
export function gatherWrites<Item>(write: GatheredWrite<Item>): GatheredWrite<Item> {
  let waiting: Asked<Item>[] = [];
  let isWriting = false;

  async function writeAll(asked: Asked<Item>[]): Promise<void> {
    try {
      await write(asked.flatMap(({ items }) => items));
      for (const { resolve } of asked) resolve();
    } catch (error) {
      if (asked.length === 1) return asked[0]!.reject(error);
      for (const one of asked) await writeAll([one]);
    }
  }

  async function work(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const asked = waiting;
      waiting = [];
      await writeAll(asked);
    }
    isWriting = false;
  }

  return (items) =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
      if (!isWriting) void work();
    });
}
