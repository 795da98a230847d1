import type { NewMemory } from "../../engine/memory/memory.ts";
import type { TurnRow } from "../../schema/tables/circle.table.ts";
import { CircleTaken } from "../cluster/fence.store.ts";
import { coalesce } from "../database/coalesce.ts";
import type { Access } from "../database/enter-scope.adapter.ts";
import { columnNames, jsonRows, toJsonRows, type Columns } from "../database/json-rows.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Statement } from "../database/statement.ts";
import { toRow } from "../memory/memory-rows.store.ts";
import { MEMORY_COLUMNS, rememberFrom } from "../memory/memory-statements.store.ts";

/** How memories that are stored with their turns reach the index. */
export type TurnMemories = {
  /** Its own index is passed them by `committed`. */
  writer: string;
  /** Called after the commit; returns at once. */
  committed(memories: readonly NewMemory[], workspaceId: string): void;
};
/** Every index reads them from the database. */
const NO_INDEX: TurnMemories = { writer: "turns", committed: () => undefined };

/** What has still to be done with a turn once it is stored. */
type Awaiting = Pick<TurnRow, "awaitsRound" | "awaitsReading" | "awaitsHearing">;
/** What is stored in one step with a turn; without it nobody remembers or learns. */
export type Aftermath = {
  memories?: readonly NewMemory[];
  /** Whether a model is to read its traits: to learn from them, or only to note them with the turn. */
  reading?: "learn" | "note" | null;
  /** The personas whose stances it may move. */
  hearers?: readonly string[];
};
/**
 * How many turns wait: for a round in its circle, and for a reading of its speaker there; 0 when it adds none. And whether
 * it may move a stance.
 */
export type Due = { round: number; reading: number; hearing: boolean };

/** A turn to be written; its position is assigned here. */
export type WrittenTurn = Omit<TurnRow, "position" | "traitsShown" | "edits" | keyof Awaiting> &
  Partial<Pick<TurnRow, "traitsShown">>;

const COLUMNS: Record<Exclude<keyof (WrittenTurn & Awaiting), symbol>, Columns[string]> = {
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
  awaitsRound: "awaits_round boolean",
  awaitsReading: "awaits_reading text",
  awaitsHearing: "awaits_hearing text[]",
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
  "awaits_round",
  "awaits_reading",
  "awaits_hearing",
];

const READ: Columns = { ...COLUMNS, host: "host int", writer: "writer text", memories: "memories json" };
/** The memories of each turn that is written now, not those of one that had ended before. */
const MEMORIES = `kept join written using (id) cross join lateral ${jsonRows(MEMORY_COLUMNS, "added").replace("$1", "written.memories")}`;
const fieldsOf = (row: string): string =>
  Object.keys(COLUMNS)
    .map((field) => `${row}."${field}"`)
    .join(", ");

/**
 * Updates a turn that is being spoken; an ended one stays unchanged. What personas remember of a turn is stored with it. Writes
 * only to circles that are held by `host`, which stay locked until the commit. Returns the turns it wrote, with what is due.
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
    where turns.status = 'speaking' returning id),
  ${rememberFrom(MEMORIES, "(select min(writer) from written)")}
  select id,
    case when "awaitsRound" then (select count(*)::int from turns where circle_id = written."circleId" and awaits_round)
      + (select count(*)::int from written w where w."circleId" = written."circleId" and w."awaitsRound") else 0 end as round,
    case when "awaitsReading" is not null then (select count(*)::int from turns
        where circle_id = written."circleId" and speaker_id = written."speakerId" and awaits_reading is not null)
      + (select count(*)::int from written w where w."circleId" = written."circleId" and w."speakerId" = written."speakerId"
        and w."awaitsReading" is not null) else 0 end as reading,
    "awaitsHearing" is not null as hearing
  from written where (select count(*) from remembered) >= 0`,
};

/**
 * Runs a statement on rows, its `$1`, in a scope; resolves after the commit with what it returned.
 * @param circleIds the circles that it writes
 */
export type Commit = <Row extends object>(
  access: Access,
  statement: Statement,
  rows: string,
  circleIds: ReadonlySet<string>,
) => Promise<Row[]>;

export const commitAlone =
  (database: Database): Commit =>
  (access, statement, rows) =>
    database.scoped(access)(statement, [rows]);

/**
 * Turns of a workspace that arrive while one is being written share the next statement and commit. Positions count up
 * without gaps: a writer that finds one taken takes the next.
 *
 * @param commitWithCalls commits the model calls of these circles made so far as well: no turn is stored without what it cost
 * @param accessTo the scope in which turns of one workspace are written
 * @param index of memories; null: none to pass them to
 * @returns resolves after the commit; rejects with CircleTaken when the circle is not held
 */
export function createTurnWriter(
  database: Database,
  commitWithCalls: Commit,
  accessTo: (workspaceId: string, turns: readonly WrittenTurn[]) => Access,
  index: TurnMemories | null,
): (turn: WrittenTurn, aftermath?: Aftermath) => Promise<Due> {
  const { writer, committed } = index ?? NO_INDEX;
  const write = coalesce<Written, Due | null>(
    async (asked) => {
      const turns = asked.map(({ turn }) => turn);
      const access = accessTo(turns[0]!.workspaceId, turns);
      const circleIds = new Set(turns.map(({ circleId }) => circleId));
      const commit = turns.some(hasCost) ? commitWithCalls : commitAlone(database);
      const rows = asked.map(({ turn, memories, reading, hearers }) => ({
        ...turn,
        host: access.host ?? null,
        writer,
        memories: memories.map(toRow),
        awaitsRound: memories.length > 0,
        awaitsReading: reading,
        awaitsHearing: hearers.length > 0 ? hearers : null,
      }));
      for (let attempt = 1; ; attempt++) {
        try {
          const written = await commit<Due & { id: string }>(access, WRITE, toJsonRows(rows), circleIds);
          return asked.map(({ turn }) => written.find(({ id }) => id === turn.id) ?? null);
        } catch (error) {
          if (!isPositionTaken(error) || attempt === MOST_ATTEMPTS) throw error;
        }
      }
    },
    ({ turn }) => inWorkspace(turn),
  );
  return async (turn, { memories = [], reading = null, hearers = [] } = {}) => {
    const due = await write({ turn, memories, reading, hearers });
    if (!due) throw new CircleTaken(`the circle ${turn.circleId} is no longer held by this server`);
    if (memories.length > 0) committed(memories, turn.workspaceId);
    return due;
  };
}

/** A scope is of one workspace. */
export const inWorkspace = ({ workspaceId }: { workspaceId: string }): string => workspaceId;

type Written = { turn: WrittenTurn } & Required<Aftermath>;

/** One that finds no position is then written alone, so that it holds up nobody else's. */
const MOST_ATTEMPTS = 20;

/** Messages of people cost nothing, and turns that have only begun cost nothing yet. */
const hasCost = ({ speakerKind, status }: WrittenTurn): boolean => speakerKind === "persona" && status !== "speaking";

const isPositionTaken = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === "turns_circle_id_position_unique";
