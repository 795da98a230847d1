/** What people change in an outcome, each change in one transaction of their own scope (SPEC A2, C2). */
import type { EntityManager } from "@mikro-orm/postgresql";
import {
  addItem,
  correctItem,
  decideChange,
  deleteItem,
  OutcomeRefused,
  type LinkedTurn,
  type PersonChange,
} from "../../engine/outcome/change-outcome.ts";
import type { KeptItem } from "../../engine/outcome/outcome-state.ts";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { ChangeState, ItemCorrection, ItemType, NewItem } from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { publishChange } from "../changes/publish-change.ts";
import { toJsonRows } from "../database/json-rows.ts";
import type { Database } from "../database/open-database.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { findCircle, type ReadableCircle } from "./outcome-reading.store.ts";
import {
  ITEM,
  toItemRow,
  toKeptItems,
  WRITE_ITEMS,
  type OwnedOutcome,
  type Report,
  type StoredItem,
} from "./outcome-rows.store.ts";
import { recordRevision } from "./revisions.store.ts";

/** The person may read the conversation, but not change what became of it. */
export class NotAMember extends Error {
  override name = "NotAMember";
}

const OPEN = `insert into outcomes (circle_id, kind, workspace_id, owner_id)
  select c.id, ?, c.workspace_id, c.owner_id from circles c where c.id = ? on conflict (circle_id, kind) do nothing`;
/** Whoever changes an outcome has it to themselves until the end of the transaction. */
const TAKE = `update outcomes set version = version + 1 where circle_id = ? and kind = ?
  returning workspace_id as "workspaceId", owner_id as "ownerId"`;
const ITEMS = `select ${ITEM} from outcome_items i where i.circle_id = ? and i.kind = ? and not i.is_deleted order by i.id`;
const TURNS = `select t.id, t.text, t.witnesses from turns t
  where t.circle_id = ? and t.status in ('finished', 'interrupted') and t.id in (select json_array_elements_text(?::json))`;
/** Those who sit in it; once it has ended, those who left it last. */
const PRESENT = "select id from people_there_last(?) as id";
const KIND = `select kind, content ->> 'type' as type from outcome_items
  where id = ? and circle_id = ? and not is_deleted`;
/** One per person and idea, however often it is sent. */
const VOTE = `insert into outcome_votes (item_id, user_id, workspace_id)
  select i.id, scope_user(), i.workspace_id from outcome_items i where i.id = ?
  on conflict (item_id, user_id) do nothing`;
const UNVOTE = "delete from outcome_votes where item_id = ? and user_id = scope_user()";
const NAME = "select name from users where id = scope_user()";

const find = async (em: EntityManager, circleId: string, itemId: string) => {
  const [item] = await em.execute<{ kind: CircleKind; type: ItemType }[]>(KIND, [itemId, circleId]);
  if (!item) throw new OutcomeRefused("no-such-item");
  return item;
};
const kindOf = (circleId: string, itemId: string) => async (em: EntityManager) =>
  (await find(em, circleId, itemId)).kind;

/** Reads what is there, and decides what it becomes. */
type Work = (before: { items: KeptItem[]; count: number }, change: PersonChange) => KeptItem[];

export type OutcomeChanges = ReturnType<typeof createOutcomeChanges>;

/** Each resolves with the kind of the outcome that changed; null when the person may not read the conversation. @throws NotAMember, OutcomeRefused */
export function createOutcomeChanges(database: Database, report: Report) {
  async function change(
    scope: Principal,
    circleId: string,
    kindIn: (em: EntityManager) => Promise<CircleKind>,
    turnIds: readonly string[] | ((items: readonly KeptItem[]) => readonly string[]),
    work: Work,
  ): Promise<CircleKind | null> {
    return inCircle(scope, circleId, async (em, circle) => {
      const kind = await kindIn(em);
      const owned = await take(em, circleId, kind);
      const items = toKeptItems(await em.execute<StoredItem[]>(ITEMS, [circleId, kind]), report);
      const named = typeof turnIds === "function" ? turnIds(items) : turnIds;
      const turns = await em.execute<LinkedTurn[]>(TURNS, [circleId, JSON.stringify(named)]);
      const [counted] = await em.execute<{ count: number }[]>("select outcome_item_count(?, ?) as count", [
        circleId,
        kind,
      ]);
      const changed = work({ items, count: counted!.count }, await describe(em, scope, circle, turns));
      const rows = toJsonRows(changed.map((item) => toItemRow(item, owned)));
      const written = await em.execute<object[]>(WRITE_ITEMS.replace("$1", "?"), [rows]);
      if (written.length < changed.length) throw new OutcomeRefused("item-changed");
      await recordRevision(em, changed);
      await publishChange(em, "outcomes", { circleId, kind });
      return kind;
    });
  }

  async function inCircle(
    scope: Principal,
    circleId: string,
    work: (em: EntityManager, circle: ReadableCircle) => Promise<CircleKind>,
  ): Promise<CircleKind | null> {
    return database.inScope(scope, async (em) => {
      const circle = await findCircle(em, circleId);
      if (!circle) return null;
      if (!circle.mayChange) throw new NotAMember("not a member");
      return work(em, circle);
    });
  }

  return {
    add: (scope: Principal, circleId: string, { kind, content, turnIds }: NewItem) =>
      change(
        scope,
        circleId,
        async () => kind,
        turnIds,
        ({ items, count }, by) => [addItem(items, { id: newId(), kind, content, turnIds, count }, by)],
      ),
    correct: (scope: Principal, circleId: string, id: string, correction: ItemCorrection) =>
      change(
        scope,
        circleId,
        kindOf(circleId, id),
        (items) => correction.turnIds ?? items.find((item) => item.id === id)?.turnIds ?? [],
        ({ items }, by) => correctItem(items, { id, ...correction }, by),
      ),
    remove: (scope: Principal, circleId: string, id: string, version: number) =>
      change(scope, circleId, kindOf(circleId, id), [], ({ items }, by) => deleteItem(items, { id, version }, by)),
    decide: (
      scope: Principal,
      circleId: string,
      id: string,
      decision: { version: number; state: Extract<ChangeState, "accepted" | "refused"> },
    ) =>
      change(scope, circleId, kindOf(circleId, id), [], ({ items }, by) =>
        decideChange(items, { id, ...decision }, by),
      ),
    vote: (scope: Principal, circleId: string, id: string, voted: boolean) =>
      inCircle(scope, circleId, async (em) => {
        const { kind, type } = await find(em, circleId, id);
        if (type !== "idea") throw new OutcomeRefused("item-not-of-kind");
        await take(em, circleId, kind);
        await em.execute(voted ? VOTE : UNVOTE, [id]);
        await publishChange(em, "outcomes", { circleId, kind });
        return kind;
      }),
  };
}

async function take(em: EntityManager, circleId: string, kind: CircleKind): Promise<OwnedOutcome> {
  await em.execute(OPEN, [kind, circleId]);
  const [owned] = await em.execute<Pick<OwnedOutcome, "workspaceId" | "ownerId">[]>(TAKE, [circleId, kind]);
  return { circleId, kind, ...owned! };
}

async function describe(
  em: EntityManager,
  scope: Principal,
  { circleId, isPrivate }: ReadableCircle,
  turns: LinkedTurn[],
): Promise<PersonChange> {
  const [person] = await em.execute<{ name: string }[]>(NAME);
  const present = isPrivate ? (await em.execute<{ id: string }[]>(PRESENT, [circleId])).map(({ id }) => id) : null;
  return { person: { id: personOf(scope)!, name: person?.name ?? "" }, present, turns };
}
