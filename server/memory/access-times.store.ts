/** When memories were last recalled, written later in batches, since only ranking reads it (SPEC M4). */
import type { Database } from "../database/open-database.store.ts";

const WRITE_MS = 1_000;

export type AccessTimes = {
  /** Returns at once. @param at ms since epoch */
  note(ids: readonly string[], at: number): void;
  /** Writes what is left. */
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
  let timer: NodeJS.Timeout | null = null;

  async function write(): Promise<void> {
    timer = null;
    const rows = JSON.stringify(Array.from(noted, ([id, at]) => ({ id, at: new Date(at) })));
    noted = new Map();
    await database.em().execute(WRITE, [rows, rows]).catch(report);
  }

  return {
    note(ids, at) {
      for (const id of ids) noted.set(id, at);
      if (ids.length > 0) timer ??= setTimeout(() => void write(), WRITE_MS).unref();
    },
    async close() {
      if (!timer) return;
      clearTimeout(timer);
      await write();
    },
  };
}
