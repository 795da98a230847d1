/** Pictures of guides in Postgres, each statement in a scope (SPEC A2, C9). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import { MAX_SECTIONS } from "../../../schema/messages/session.ts";
import { lockRow } from "../../database/lock-row.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import type { PictureType } from "./read-picture.ts";

export type Picture = { contentType: PictureType; content: Buffer };
export type PictureStore = ReturnType<typeof createPictureStore>;

/** Two a section, so that each can be replaced. */
export const MAX_PICTURES = 2 * MAX_SECTIONS;
/** Of all pictures that one person added, those of sessions that have ended for 30 days. */
export const MAX_MEGABYTES_OF_PERSON = 200;

/** SQL: whether so many bytes more are within it. Holds while the person's row is locked. */
const FITS = `scope_picture_bytes() + ? <= ${MAX_MEGABYTES_OF_PERSON * 1024 * 1024}`;

export async function mayAddBytes(em: EntityManager, bytes: number): Promise<boolean> {
  const [row] = await em.execute<{ fits: boolean }[]>(`select ${FITS} as fits`, [bytes]);
  return row!.fits;
}

/** SQL: what no section shows, and was not added just now to a plan that is still to be saved. */
const REMOVE_UNUSED = `delete from session_pictures p using sessions s
  where p.session_id = ? and s.id = p.session_id and p.added_at < now() - interval '1 day'
    and not exists (select from json_array_elements(s.plan->'guide') part where part->'material'->>'pictureId' = p.id)`;

export const createPictureStore = (database: Database) => ({
  /** @returns its id, or what has no room for it: the session, which may have ended too, or all that its person added */
  add: (
    scope: Principal,
    sessionId: string,
    { contentType, content }: Picture,
  ): Promise<{ id: string } | { full: "session" | "person" }> =>
    database.inScope(scope, async (em) => {
      const userId = personOf(scope)!;
      // In order, so that what is counted still holds.
      await lockRow(em, "users", userId);
      await em.execute("select pg_advisory_xact_lock(hashtext(?))", [`session pictures ${sessionId}`]);
      await em.execute(REMOVE_UNUSED, [sessionId]);
      const [added] = await em.execute<{ id: string }[]>(
        `insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content)
         select ?, s.id, s.workspace_id, ?, ?, ? from sessions s where s.id = ? and s.status <> 'ended'
           and (select count(*) from session_pictures where session_id = s.id) < ? and ${FITS} returning id`,
        [newId(), userId, contentType, content, sessionId, MAX_PICTURES, content.length],
      );
      return added ?? { full: (await mayAddBytes(em, content.length)) ? "session" : "person" };
    }),

  async find(scope: Principal, sessionId: string, id: string): Promise<Picture | null> {
    const [found] = await database.inScope(scope, (em) =>
      em.execute<Picture[]>(
        `select content_type as "contentType", content from session_pictures where session_id = ? and id = ?`,
        [sessionId, id],
      ),
    );
    return found ?? null;
  },
});
