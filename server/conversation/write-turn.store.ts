import type { TurnRow } from "../../schema/tables/circle.table.ts";
import { CircleTaken } from "../cluster/fence.store.ts";
import { coalesce } from "../database/coalesce.ts";
import { columnNames, jsonRows, toJsonRows, type Columns } from "../database/json-rows.ts";
import type { Database, Statement } from "../database/open-database.store.ts";

/** A turn to be written; its position is assigned here. */
export type WrittenTurn = Omit<TurnRow, "position" | "traitsShown"> & Partial<Pick<TurnRow, "traitsShown">>;

const COLUMNS: Record<Exclude<keyof WrittenTurn, symbol>, Columns[string]> = {
  id: "id text",
  workspaceId: "workspace_id text",
  ownerId: "owner_id text",
  circleId: "circle_id text",
  speakerId: "speaker_id text",
  speakerName: "speaker_name text",
  speakerKind: "speaker_kind text",
  replyTo: "reply_to text",
  witnesses: "witnesses text[]",
  startedAt: "started_at timestamptz",
  decision: "decision jsonb",
  traitsShown: "traits_shown jsonb",
  text: "text text",
  status: "status text",
  endedAt: "ended_at timestamptz",
  voice: "voice text",
  problem: "problem text",
  inputTokens: "input_tokens int",
  outputTokens: "output_tokens int",
  costNano: "cost_nano bigint",
};
const END = [
  "text",
  "witnesses",
  "status",
  "ended_at",
  "voice",
  "problem",
  "input_tokens",
  "output_tokens",
  "cost_nano",
];

const READ: Columns = { ...COLUMNS, host: "host int" };
const fieldsOf = (row: string): string =>
  Object.keys(COLUMNS)
    .map((field) => `${row}."${field}"`)
    .join(", ");

/**
 * Updates a turn that is being spoken; an ended one stays unchanged. Writes only to circles that are held by `host`. These stay
 * locked until the commit, and are returned.
 */
const WRITE = {
  name: "write-turns",
  text: `with held as (
    select circles.id from circles
    join (select distinct "circleId", host from ${jsonRows(READ, "asked")}) as asked
      on circles.id = asked."circleId" and circles.host is not distinct from asked.host
    order by circles.id for share of circles),
  written as (select * from ${jsonRows(READ, "turn")} where "circleId" in (select id from held)),
  kept as (
    insert into turns (${columnNames(COLUMNS)}, position)
    select ${fieldsOf("written")}, coalesce((select max(position) from turns where circle_id = written."circleId"), 0)
      + row_number() over (partition by written."circleId" order by written.id)
    from written
    on conflict (id) do update set ${END.map((name) => `${name} = excluded.${name}`).join(", ")}
    where turns.status = 'speaking')
  select id from held`,
};

/** Runs a statement on rows, its `$1`; resolves after the commit with what it returned. */
export type Commit = (statement: Statement, rows: string) => Promise<{ id: string }[]>;

/**
 * Turns that arrive while one is being written share the next statement and commit. Positions count up
 * without gaps: a writer that finds one taken takes the next.
 *
 * @param commitWithCalls commits the model calls made so far as well: no turn is stored without what it cost
 * @param host the lease under which the circles are held
 * @returns resolves after the commit; rejects with CircleTaken when the circle is not held
 */
export function createTurnWriter(
  database: Database,
  commitWithCalls: Commit,
  host: number | null,
): (turn: WrittenTurn) => Promise<void> {
  const commitAlone: Commit = (statement, rows) => database.query(statement, [rows]);
  const write = coalesce<WrittenTurn, boolean>(async (turns) => {
    const commit = turns.some(hasCost) ? commitWithCalls : commitAlone;
    for (;;) {
      try {
        const held = await commit(WRITE, toJsonRows(turns.map((turn) => ({ ...turn, host }))));
        const ids = new Set(held.map(({ id }) => id));
        return turns.map(({ circleId }) => ids.has(circleId));
      } catch (error) {
        if (!isPositionTaken(error)) throw error;
      }
    }
  });
  return async (turn) => {
    if (!(await write(turn))) throw new CircleTaken(`the circle ${turn.circleId} is no longer held by this server`);
  };
}

/** Messages of people cost nothing, and turns that have only begun cost nothing yet. */
const hasCost = ({ speakerKind, status }: WrittenTurn): boolean => speakerKind === "persona" && status !== "speaking";

const isPositionTaken = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === "turns_circle_id_position_unique";
