/** The codebook of a session, and which turns its facilitators gave which code (SPEC C9). */
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { CodeDraft, Codebook } from "../../../schema/messages/session-codebook.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { announceSession } from "../record-act.store.ts";

export const MAX_CODES = 200;

export type StoredCodebook = Pick<Codebook, "codes" | "codings" | "coders">;
export type CodebookStore = ReturnType<typeof createCodebookStore>;

/** @returns whether `statement` changed anything; then pages that show the session are notified */
type Change = (scope: Principal, sessionId: string, statement: string, values: unknown[]) => Promise<boolean>;

export function createCodebookStore(database: Database) {
  const change: Change = (scope, sessionId, statement, values) =>
    database.inScope(scope, async (em) => {
      const changed = await em.execute<object[]>(statement, values);
      if (changed.length > 0) await announceSession(em, sessionId);
      return changed.length > 0;
    });

  return {
    read: (scope: Principal, sessionId: string): Promise<StoredCodebook> =>
      database.inScope(scope, async (em) => ({
        codes: await em.execute("select id, name, description from session_codes where session_id = ? order by id", [
          sessionId,
        ]),
        codings: await em.execute(
          `select code_id as "codeId", turn_id as "turnId", coder_id as "coderId" from session_codings
           where session_id = ? order by turn_id, code_id, coder_id`,
          [sessionId],
        ),
        coders: await em.execute(
          `select u.id, u.name from users u
           where u.id in (select coder_id from session_codings where session_id = ?) order by u.name, u.id`,
          [sessionId],
        ),
      })),

    ...codesBy(change),

    /** For the person themselves. @returns whether there are such a turn and code */
    async code(scope: Principal, sessionId: string, turnId: string, codeId: string): Promise<boolean> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<object[]>(
          `select 1 from session_codes c join sessions s on s.id = c.session_id join turns t on t.circle_id = s.circle_id
           where c.id = ? and s.id = ? and t.id = ? and t.text <> ''`,
          [codeId, sessionId, turnId],
        ),
      );
      if (!found) return false;
      await change(
        scope,
        sessionId,
        `insert into session_codings (session_id, code_id, turn_id, workspace_id, coder_id) values (?, ?, ?, ?, ?)
         on conflict do nothing returning code_id`,
        [sessionId, codeId, turnId, scope.workspaceId, personOf(scope)],
      );
      return true;
    },

    uncode: (scope: Principal, sessionId: string, turnId: string, codeId: string): Promise<boolean> =>
      change(
        scope,
        sessionId,
        "delete from session_codings where session_id = ? and code_id = ? and turn_id = ? and coder_id = ? returning code_id",
        [sessionId, codeId, turnId, personOf(scope)],
      ),
  };
}

const codesBy = (change: Change) => ({
  /** @returns why not: there is one of that name, or no room for another; null when it is added */
  add: (scope: Principal, sessionId: string, { name, description }: CodeDraft): Promise<"taken" | "full" | null> =>
    unlessTaken(
      change(
        scope,
        sessionId,
        `insert into session_codes (id, session_id, workspace_id, owner_id, name, description)
         select ?, ?, ?, ?, ?, ? where ? > (select count(*) from session_codes where session_id = ?) returning id`,
        [newId(), sessionId, scope.workspaceId, personOf(scope), name, description, MAX_CODES, sessionId],
      ),
      "full",
    ),

  /** What was coded by it stays. @returns why not: there is another of that name, or no such code; null when it is done */
  rename: (
    scope: Principal,
    sessionId: string,
    codeId: string,
    { name, description }: CodeDraft,
  ): Promise<"taken" | "missing" | null> =>
    unlessTaken(
      change(
        scope,
        sessionId,
        "update session_codes set name = ?, description = ? where id = ? and session_id = ? returning id",
        [name, description, codeId, sessionId],
      ),
      "missing",
    ),

  /** With what was coded by it. @returns whether there was such a code */
  remove: (scope: Principal, sessionId: string, codeId: string): Promise<boolean> =>
    change(scope, sessionId, "delete from session_codes where id = ? and session_id = ? returning id", [
      codeId,
      sessionId,
    ]),
});

/** @param why nothing was changed, where the name is free */
async function unlessTaken<Why>(changing: Promise<boolean>, why: Why): Promise<Why | "taken" | null> {
  try {
    return (await changing) ? null : why;
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) return "taken";
    throw error;
  }
}
