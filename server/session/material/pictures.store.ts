/** Pictures of guides in Postgres, each statement in a scope (SPEC A2, C9). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import { MAX_SECTIONS } from "../../../schema/messages/session.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import type { PictureType } from "./read-picture.ts";

export type Picture = { contentType: PictureType; content: Buffer };
export type PictureStore = ReturnType<typeof createPictureStore>;

/** Two a section, so that each can be replaced. */
export const MAX_PICTURES = 2 * MAX_SECTIONS;

/** SQL: what no section shows, and was not added just now to a plan that is still to be saved. */
const REMOVE_UNUSED = `delete from session_pictures p using sessions s
  where p.session_id = ? and s.id = p.session_id and p.added_at < now() - interval '1 day'
    and not exists (select from json_array_elements(s.plan->'guide') part where part->'material'->>'pictureId' = p.id)`;

export const createPictureStore = (database: Database) => ({
  /** @returns its id, or null where the session has as many as it may have, or has ended */
  add: (scope: Principal, sessionId: string, { contentType, content }: Picture): Promise<string | null> =>
    database.inScope(scope, async (em) => {
      // In order, so that the count still holds.
      await em.execute("select pg_advisory_xact_lock(hashtext(?))", [`session pictures ${sessionId}`]);
      await em.execute(REMOVE_UNUSED, [sessionId]);
      const [added] = await em.execute<{ id: string }[]>(
        `insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content)
         select ?, s.id, s.workspace_id, ?, ?, ? from sessions s where s.id = ? and s.status <> 'ended'
           and (select count(*) from session_pictures where session_id = s.id) < ? returning id`,
        [newId(), personOf(scope)!, contentType, content, sessionId, MAX_PICTURES],
      );
      return added?.id ?? null;
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
