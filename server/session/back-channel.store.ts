/** What observers and facilitators of a session write to each other (SPEC C9); the policies of its table keep everybody else out. */
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { BackChannelEntry } from "../../schema/messages/session-back-channel.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { announceSession } from "./record-act.store.ts";

const SHOWN = 200;
const MAX_NOTES = 5000;

export type BackChannelStore = ReturnType<typeof createBackChannelStore>;

export const createBackChannelStore = (database: Database) => ({
  /** The last ones, oldest first. */
  async list(scope: Principal, sessionId: string): Promise<BackChannelEntry[]> {
    const rows = await database.inScope(scope, (em) =>
      em.execute<(Omit<BackChannelEntry, "at"> & { at: Date | string })[]>(
        `select id, at, author_id as "authorId", author_name as "authorName", text from session_notes
         where session_id = ? order by id desc limit ?`,
        [sessionId, SHOWN],
      ),
    );
    return rows.toReversed().map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  },

  /** @returns whether the session had room for it */
  write: (scope: Principal, sessionId: string, text: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const person = personOf(scope)!;
      const written = await em.execute(
        `insert into session_notes (id, session_id, workspace_id, author_id, author_name, text)
         select ?, ?, ?, id, name, ? from users
         where id = ? and ? > (select count(*) from session_notes where session_id = ?) returning id`,
        [newId(), sessionId, scope.workspaceId, text, person, MAX_NOTES, sessionId],
      );
      if (written.length === 0) return false;
      await announceSession(em, sessionId);
      return true;
    }),
});
