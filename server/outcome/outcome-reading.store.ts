/** Outcomes as a person may read them: only items of turns that they heard (SPEC C2, M4). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Principal } from "../../engine/scope/scope.ts";
import { linksOf, mapLinks, type KeptItem } from "../../engine/outcome/outcome-state.ts";
import type { Message } from "../../schema/messages/message.ts";
import type { Outcome, OutcomeItem } from "../../schema/messages/outcome.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import { READABLE } from "../conversation/readable.ts";
import type { Database } from "../database/open-database.store.ts";
import { ITEM, toKeptItems, type Report, type StoredItem } from "./outcome-rows.store.ts";
import { SAID } from "./outcome.store.ts";

export type ReadableCircle = {
  circleId: string;
  kind: CircleKind;
  topic: string;
  language: string;
  isPrivate: boolean;
  mayChange: boolean;
  turnCount: number;
};

export type ReadOutcomes = {
  circle: ReadableCircle;
  /** That of the current kind first. */
  outcomes: Outcome[];
  /** Why the last update of the current kind failed. */
  problem: Message | null;
};

const CIRCLE = `select c.id as "circleId", c.kind, coalesce(nullif(c.topic, ''), c.title) as topic, c.language, c.is_private as "isPrivate",
    scope_may_change_outcome(c.id) as "mayChange",
    (select count(*)::int from turns t where t.circle_id = c.id and ${SAID}) as "turnCount"
  from circles c where c.id = ? and ${READABLE}`;

const OUTCOMES = `select o.kind, o.version, o.dropped_quotations as "droppedQuotations", o.problem,
    (select count(*)::int from turns t where t.circle_id = o.circle_id and ${SAID}
      and t.position > o.covered_position) as "turnsWaiting"
  from outcomes o where o.circle_id = ? order by o.kind`;

const ITEMS = `select ${ITEM}, i.kind,
    (select count(*)::int from outcome_votes v where v.item_id = i.id) as votes,
    exists (select from outcome_votes v where v.item_id = i.id and v.user_id = scope_user()) as "hasMyVote"
  from outcome_items i where i.circle_id = ? and not i.is_deleted order by i.id`;

const SPEAKERS = `select t.id, t.speaker_id as "speakerId", t.speaker_name as "speakerName"
  from turns t where t.circle_id = ? and t.id in (select json_array_elements_text(?::json))`;

type OutcomeHead = Omit<Outcome, "items"> & { problem: Message | null };
type ItemOfKind = StoredItem & { kind: CircleKind; votes: number; hasMyVote: boolean };
type Speaker = { id: string; speakerId: string; speakerName: string };

/** Null when there is no such conversation, or they may not read it. */
export async function findCircle(em: EntityManager, circleId: string): Promise<ReadableCircle | null> {
  const [circle] = await em.execute<ReadableCircle[]>(CIRCLE, [circleId]);
  return circle ?? null;
}

/** Null when there is no such conversation, or they may not read it. */
export const readOutcomes = (
  database: Database,
  report: Report,
  scope: Principal,
  circleId: string,
): Promise<ReadOutcomes | null> =>
  database.inScope(scope, async (em) => {
    const circle = await findCircle(em, circleId);
    if (!circle) return null;
    const heads = await em.execute<OutcomeHead[]>(OUTCOMES, [circleId]);
    const rows = await em.execute<ItemOfKind[]>(ITEMS, [circleId]);
    const turnIds = [...new Set(rows.flatMap((row) => row.turnIds))];
    const spoken = await em.execute<Speaker[]>(SPEAKERS, [circleId, JSON.stringify(turnIds)]);
    const speakers = new Map(spoken.map((turn) => [turn.id, turn]));
    const outcomes = heads.map(({ problem: _, ...head }): Outcome => {
      const ofKind = rows.filter(({ kind }) => kind === head.kind);
      const turnsWaiting = head.kind === circle.kind ? head.turnsWaiting : 0;
      return { ...head, turnsWaiting, items: toViews(ofKind, speakers, report) };
    });
    const current = outcomes.find(({ kind }) => kind === circle.kind) ?? nothingYet(circle);
    const earlier = outcomes.filter(({ kind }) => kind !== circle.kind);
    const problem = heads.find(({ kind }) => kind === circle.kind)?.problem ?? null;
    return { circle, outcomes: [current, ...earlier], problem };
  });

const nothingYet = ({ kind, turnCount }: ReadableCircle): Outcome => ({
  kind,
  version: 0,
  items: [],
  turnsWaiting: turnCount,
  droppedQuotations: 0,
});

/** Without links to items that the person may not see. */
function toViews(rows: readonly ItemOfKind[], turns: ReadonlyMap<string, Speaker>, report: Report): OutcomeItem[] {
  const votes = new Map(rows.map((row) => [row.id, row]));
  const items = toKeptItems(
    rows.map(({ kind: _, votes: __, hasMyVote: ___, ...stored }) => stored),
    report,
  );
  return items.map((item) => toView(item, votes.get(item.id)!, items, turns));
}

function toView(
  kept: KeptItem,
  { votes, hasMyVote }: Pick<ItemOfKind, "votes" | "hasMyVote">,
  visible: readonly KeptItem[],
  turns: ReadonlyMap<string, Speaker>,
): OutcomeItem {
  const { isDeleted: _, formerTexts: __, hasVotes: ___, witnesses: ____, ...item } = kept;
  const isVisible = (id: string) => visible.some((other) => other.id === id);
  const hides = linksOf(item.content).some(({ id }) => !isVisible(id));
  return {
    ...item,
    content: hides ? mapLinks(item.content, ({ id }) => (isVisible(id) ? id : null)) : item.content,
    turnIds: [...item.turnIds],
    outdatedTurnIds: [...item.outdatedTurnIds],
    speakers: speakersOf(item, turns),
    votes,
    hasMyVote,
  };
}

function speakersOf({ turnIds }: Pick<KeptItem, "turnIds">, turns: ReadonlyMap<string, Speaker>) {
  const spoken = turnIds.flatMap((id) => turns.get(id) ?? []);
  return spoken
    .filter(({ speakerId }, index) => spoken.findIndex((other) => other.speakerId === speakerId) === index)
    .map(({ speakerId, speakerName }) => ({ id: speakerId, name: speakerName }));
}

/** Those that have items, for exports. */
export const outcomesIn =
  (database: Database, report: Report) =>
  async (scope: Principal, circleId: string): Promise<Outcome[]> =>
    ((await readOutcomes(database, report, scope, circleId))?.outcomes ?? []).filter(({ items }) => items.length > 0);
