import type { TurnRow } from "../../schema/tables/circle.table.ts";
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

/** Updates a turn that is being spoken; an ended one stays unchanged. */
const WRITE = {
  name: "write-turns",
  text: `
  insert into turns (${columnNames(COLUMNS)}, position)
  select written.*, coalesce((select max(position) from turns where circle_id = written."circleId"), 0)
    + row_number() over (partition by written."circleId" order by written.id)
  from ${jsonRows(COLUMNS, "written")}
  on conflict (id) do update set ${END.map((name) => `${name} = excluded.${name}`).join(", ")}
  where turns.status = 'speaking'`,
};

/** Runs a statement on rows, its `$1`; resolves after the commit. */
export type Commit = (statement: Statement, rows: string) => Promise<unknown>;

/**
 * Turns that arrive while one is being written share the next statement and commit. Positions count up
 * without gaps: a writer that finds one taken takes the next.
 *
 * @param commitWithCalls commits the model calls made so far as well: no turn is stored without what it cost
 * @returns resolves after the commit
 */
export function createTurnWriter(database: Database, commitWithCalls: Commit): (turn: WrittenTurn) => Promise<void> {
  const commitAlone: Commit = (statement, rows) => database.query(statement, [rows]);
  return coalesce(async (turns) => {
    const commit = turns.some(hasCost) ? commitWithCalls : commitAlone;
    for (;;) {
      try {
        await commit(WRITE, toJsonRows(turns));
        return turns.map(() => undefined);
      } catch (error) {
        if (!isPositionTaken(error)) throw error;
      }
    }
  });
}

/** What people say costs nothing, and what is only begun, nothing yet. */
const hasCost = ({ speakerKind, status }: WrittenTurn): boolean => speakerKind === "persona" && status !== "speaking";

const isPositionTaken = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === "turns_circle_id_position_unique";
