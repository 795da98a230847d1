/** Stores what many workers hand in at the same time, in as few transactions as possible, one at a time. */

/**
 * @param commit stores a group
 * @returns resolves once the item is stored; rejects where its group could not be
 */
export function createGroupCommit<Item>(commit: (group: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | null = null;
  return (item) => {
    waiting.push(item);
    next ??= running.then(() => {
      const group = waiting;
      [waiting, next] = [[], null];
      const committed = commit(group);
      running = committed.catch(() => undefined);
      return committed;
    });
    return next;
  };
}
