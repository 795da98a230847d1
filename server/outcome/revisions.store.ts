/** The versions of a refined text: each with who made it, and of which change (SPEC C2). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { KeptItem } from "../../engine/outcome/outcome-state.ts";
import type { Principal } from "../../engine/scope/scope.ts";
import { MAX_REVISIONS, type TextRevision } from "../../schema/messages/outcome.ts";
import type { Database } from "../database/open-database.store.ts";
import { findCircle } from "./outcome-reading.store.ts";

const RECORD = `insert into outcome_revisions
    (item_id, revision, circle_id, workspace_id, owner_id, text, change_id, by_id, by_name, witnesses)
  select i.id, i.revision, i.circle_id, i.workspace_id, i.owner_id, i.content ->> 'text', ?, ?, ?, i.witnesses
  from outcome_items i where i.id = ?`;
const FORGET = "delete from outcome_revisions where item_id = ? and revision <= ?";

const OF_TEXT = `from outcome_revisions r join outcome_items i on i.id = r.item_id
  where r.circle_id = ? and not i.is_deleted`;
const LIST = `select r.revision, r.made_at as at, r.by_id as "byId", r.by_name as "byName", r.change_id as "changeId"
  ${OF_TEXT} order by r.revision desc`;
const TEXT = `select r.text ${OF_TEXT} and r.revision = coalesce(?, i.revision)`;

/** Records the text that a person's change has made, if it has made one. Call it once the changed items are written. */
export async function recordRevision(em: EntityManager, changed: readonly KeptItem[]): Promise<void> {
  const document = changed.find(({ content, isDeleted }) => content.type === "document" && !isDeleted);
  const { id, name } = document?.correctedBy ?? {};
  if (!document?.revision || id === undefined || name === undefined) return;
  const accepted = changed.find(({ state }) => state === "accepted");
  await em.execute(RECORD, [accepted?.id ?? null, id, name, document.id]);
  await em.execute(FORGET, [document.id, document.revision - MAX_REVISIONS]);
}

type Row = { revision: number; at: Date | string; byId: string; byName: string; changeId: string | null };

export const createRevisionReading = (database: Database) => ({
  /** Newest first, the present one included; null when there is no such conversation, or they may not read it. */
  list: (scope: Principal, circleId: string): Promise<TextRevision[] | null> =>
    database.inScope(scope, async (em) => {
      if (!(await findCircle(em, circleId))) return null;
      const rows = await em.execute<Row[]>(LIST, [circleId]);
      return rows.map(({ revision, at, byId, byName, changeId }) => ({
        revision,
        at: new Date(at).toISOString(),
        by: { id: byId, name: byName },
        changeId,
      }));
    }),

  /** `revision`: null for the present one. Null when there is none, or they may not read it. */
  readText: (scope: Principal, circleId: string, revision: number | null): Promise<string | null> =>
    database.inScope(scope, async (em) => {
      const [row] = await em.execute<{ text: string }[]>(TEXT, [circleId, revision]);
      return row?.text ?? null;
    }),
});
