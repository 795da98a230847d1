/** Outcomes as they form: what is due, what it is made of, and what it has become, in one step (SPEC C2). */
import type { Utterance } from "../../engine/mind/conversation.ts";
import type { OutcomeState } from "../../engine/outcome/outcome-state.ts";
import type { CircleKind } from "../../schema/messages/room-messages.ts";
import type { Message } from "../../schema/messages/message.ts";
import { toJsonRows } from "../database/json-rows.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Statement } from "../database/statement.ts";
import { toUtterance } from "../turn/to-utterance.ts";
import {
  ITEM,
  toItemRow,
  toKeptItems,
  WRITE_ITEMS,
  type OutcomeKey,
  type Report,
  type StoredItem,
} from "./outcome-rows.store.ts";

/** The most turns that one update reads. */
const MOST_TURNS = 40;

/** An update that is due: the outcome as it is, and the turns that it lacks. */
export type OutcomeWork = OutcomeKey & {
  kind: CircleKind;
  workspaceId: string;
  ownerId: string | null;
  topic: string;
  language: string;
  version: number;
  /** The positions of the last turn that it has, and of the last of `turns`. */
  coveredPosition: number;
  duePosition: number;
  state: OutcomeState;
  turns: Utterance[];
};

/** SQL: up to which turn of circle `c` all have ended. */
const ENDED = `(select coalesce(min(t.position) filter (where t.status = 'speaking') - 1, max(t.position), 0)
  from turns t where t.circle_id = c.id)`;
/** SQL: turn `t` was said. */
export const SAID = "t.status in ('finished', 'interrupted') and t.text <> ''";

const COUNT: Statement = {
  name: "count-uncovered",
  text: `select count(*)::int as count from turns t where t.circle_id = $1 and ${SAID}
    and t.position > coalesce((select covered_position from outcomes where circle_id = $1 and kind = $2), 0)`,
};
const MARK: Statement = {
  name: "mark-outcome-due",
  text: `insert into outcomes as o (circle_id, kind, workspace_id, owner_id, due_position)
    select c.id, $2, c.workspace_id, c.owner_id, ${ENDED} from circles c where c.id = $1
    on conflict (circle_id, kind) do update set due_position = excluded.due_position
      where excluded.due_position > o.covered_position`,
};
/** What was said while it had another kind is no part of it, unless something is still due. */
const BEGIN: Statement = {
  name: "begin-outcome",
  text: `insert into outcomes as o (circle_id, kind, workspace_id, owner_id, covered_position)
    select c.id, $2, c.workspace_id, c.owner_id, ${ENDED} from circles c where c.id = $1
    on conflict (circle_id, kind) do update set covered_position =
      case when o.due_position > o.covered_position then o.covered_position else excluded.covered_position end`,
};
const DUE: Statement = {
  name: "due-outcomes",
  text: `select o.circle_id as "circleId", o.kind, o.workspace_id as "workspaceId", o.owner_id as "ownerId", c.topic,
      c.language, o.version, o.covered_position as "coveredPosition", o.due_position as "duePosition",
      o.dropped_quotations as "droppedQuotations"
    from outcomes o join circles c on c.id = o.circle_id
    where o.circle_id = $1 and o.due_position > o.covered_position order by o.due_position`,
};
const TURNS: Statement = {
  name: "outcome-turns",
  text: `select t.id, t.speaker_id as "speakerId", t.speaker_name as "speakerName", t.speaker_kind as "speakerKind", t.text,
      t.status, t.reply_to as "replyTo", t.witnesses, t.started_at as "startedAt"
    from turns t where t.circle_id = $1 and t.position <= $3 and ${SAID}
      and (t.position > $2 or t.id in (select unnest(i.outdated_turn_ids) from outcome_items i
        where i.circle_id = $1 and i.kind = $4 and not i.is_deleted and i.corrected_by_id is null and i.made_by <> 'person'))
    order by t.position desc limit ${MOST_TURNS}`,
};
const ITEMS: Statement = {
  name: "outcome-items",
  text: `select ${ITEM} from outcome_items i where i.circle_id = $1 and i.kind = $2 order by i.id`,
};
const COVER: Statement = {
  name: "cover-turns",
  text: `update outcomes set version = version + 1, covered_position = greatest(covered_position, $4), dropped_quotations = $5, problem = null,
      due_position = case when due_position > $4 then due_position end
    where circle_id = $1 and kind = $2 and version = $3 returning version`,
};
const WRITE: Statement = { name: "write-outcome-items", text: WRITE_ITEMS };
const NOTIFY: Statement = {
  name: "notify-outcome",
  text: "select pg_notify('outcomes', json_build_object('circleId', $1::text, 'kind', $2::text)::text)",
};
const FAIL: Statement = {
  name: "outcome-problem",
  text: "update outcomes set problem = $3::jsonb where circle_id = $1 and kind = $2",
};
const SUMMARY: Statement = {
  name: "outcome-summary",
  text: `select i.content ->> 'text' as text, i.turn_ids as "turnIds", i.witnesses from outcome_items i
    where i.circle_id = $1 and i.kind = $2 and i.content ->> 'type' = 'summary' and not i.is_deleted order by i.id`,
};
const TEXT: Statement = {
  name: "refined-text",
  text: `select i.content ->> 'text' as text, i.witnesses from outcome_items i
    where i.circle_id = $1 and i.content ->> 'type' = 'document' and not i.is_deleted`,
};

export type HeardText = { text: string; witnesses: string[] | null };
export type HeardPoint = { text: string; turnIds: string[]; witnesses: string[] | null };
export type OutcomeStore = ReturnType<typeof createOutcomeStore>;

type DueRow = Omit<OutcomeWork, "state" | "turns"> & { droppedQuotations: number };
type TurnOfWork = Parameters<typeof toUtterance>[0];

export function createOutcomeStore({ query, transact }: Pick<Database, "query" | "transact">, report: Report) {
  async function toWork({ droppedQuotations, ...due }: DueRow): Promise<OutcomeWork> {
    const { circleId, kind, coveredPosition, duePosition } = due;
    const turns = await query<TurnOfWork>(TURNS, [circleId, coveredPosition, duePosition, kind]);
    const items = await query<StoredItem>(ITEMS, [circleId, kind]);
    const state = { items: toKeptItems(items, report), droppedQuotations };
    return { ...due, state, turns: turns.toReversed().map(toUtterance) };
  }

  return {
    async countUncovered(circleId: string, kind: CircleKind): Promise<number> {
      const [row] = await query<{ count: number }>(COUNT, [circleId, kind]);
      return row!.count;
    },
    /** All turns that have ended are to become part of it. */
    markDue: async (circleId: string, kind: CircleKind): Promise<void> => void (await query(MARK, [circleId, kind])),
    begin: async (circleId: string, kind: CircleKind): Promise<void> => void (await query(BEGIN, [circleId, kind])),
    /** What is due in a circle, that of earlier kinds first. */
    async readDue(circleId: string): Promise<OutcomeWork[]> {
      return Promise.all((await query<DueRow>(DUE, [circleId])).map(toWork));
    },
    /**
     * Stores what the outcome has become, and that it has these turns.
     * @returns false, with nothing stored, when it has changed since it was read
     */
    commit: (work: OutcomeWork, after: OutcomeState): Promise<boolean> =>
      transact(async (inTransaction) => {
        const { circleId, kind, version, duePosition } = work;
        const covering = [circleId, kind, version, duePosition, after.droppedQuotations];
        if ((await inTransaction(COVER, covering)).length === 0) return false;
        const before = new Set(work.state.items);
        const changed = after.items.filter((item) => !before.has(item)).map((item) => toItemRow(item, work));
        await inTransaction(WRITE, [toJsonRows(changed)]);
        await inTransaction(NOTIFY, [circleId, kind]);
        return true;
      }),
    async recordProblem({ circleId, kind }: OutcomeKey, problem: Message): Promise<void> {
      await query(FAIL, [circleId, kind, JSON.stringify(problem)]);
      await query(NOTIFY, [circleId, kind]);
    },
    /** The text that a circle refines; null for none. */
    async readText(circleId: string): Promise<HeardText | null> {
      return (await query<HeardText>(TEXT, [circleId]))[0] ?? null;
    },
    readSummary: (circleId: string, kind: CircleKind): Promise<HeardPoint[]> => query(SUMMARY, [circleId, kind]),
  };
}
