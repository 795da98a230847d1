/** When memories were last recalled, written later in batches, since only ranking reads it (SPEC M4). */
import type { Database } from "../database/open-database.store.ts";

const WRITE_MS = 1_000;

export type AccessTimes = {
  /** Returns at once. @param at ms since epoch */
  note(ids: readonly string[], at: number): void;
  /** ms since epoch, of a time that was noted and may not be stored yet. */
  noted(id: string): number | undefined;
  /** Writes what is left, after what is being written. */
  close(): Promise<void>;
};

/**
 * Waits for no lock: a row that is locked keeps its older time. So neither turns nor processes that
 * recall the same memories can deadlock.
 */
const WRITE = `
  update memories set last_accessed_at = noted.at
  from (select id from memories where id in (select id from json_to_recordset(?::json) as noted (id text))
        for no key update skip locked) as free
  join json_to_recordset(?::json) as noted (id text, at timestamptz) on noted.id = free.id
  where memories.id = free.id and memories.last_accessed_at < noted.at`;

/** @param report called when they could not be written: those times are lost, the memories are not */
export function createAccessTimes(database: Database, report: (error: unknown) => void): AccessTimes {
  let noted = new Map<string, number>();
  /** Kept until the next, for those who read the rows just before. */
  let lastWritten = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let writing = Promise.resolve();

  function flush(): Promise<void> {
    timer = null;
    return (writing = writing.then(write));
  }
  async function write(): Promise<void> {
    if (noted.size === 0) return;
    const rows = JSON.stringify(Array.from(noted, ([id, at]) => ({ id, at: new Date(at) })));
    [lastWritten, noted] = [noted, new Map()];
    await database.em().execute(WRITE, [rows, rows]).catch(report);
  }

  return {
    note(ids, at) {
      for (const id of ids) noted.set(id, at);
      if (ids.length > 0) timer ??= setTimeout(() => void flush(), WRITE_MS).unref();
    },
    noted: (id) => noted.get(id) ?? lastWritten.get(id),
    async close() {
      if (timer) clearTimeout(timer);
      await flush();
    },
  };
}
