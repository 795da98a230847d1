import type { TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";

/** A turn as it shall stand; its position and the traits it showed are kept elsewhere. */
export type WrittenTurn = Omit<TurnRow, "position" | "traitsShown">;

const COLUMNS: Record<Exclude<keyof WrittenTurn, symbol>, string> = {
  id: "id",
  workspaceId: "workspace_id",
  ownerId: "owner_id",
  circleId: "circle_id",
  speakerId: "speaker_id",
  speakerName: "speaker_name",
  speakerKind: "speaker_kind",
  replyTo: "reply_to",
  witnesses: "witnesses",
  startedAt: "started_at",
  decision: "decision",
  text: "text",
  status: "status",
  endedAt: "ended_at",
  voice: "voice",
  problem: "problem",
  inputTokens: "input_tokens",
  outputTokens: "output_tokens",
  costNano: "cost_nano",
};
const NAMES = Object.values(COLUMNS);
const FIELDS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
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

/** A turn that has ended stays as it is; one that is being spoken takes its end. */
const WRITE = {
  name: "write-turn",
  text: `
  insert into turns (${NAMES.join(", ")}, position)
  values (${NAMES.map((_, index) => `$${index + 1}`).join(", ")},
    coalesce((select max(position) from turns where circle_id = $${NAMES.length + 1}), 0) + 1)
  on conflict (id) do update set ${END.map((name) => `${name} = excluded.${name}`).join(", ")}
  where turns.status = 'speaking'`,
};

/**
 * One statement, so that nothing is locked while it travels. Positions count up without gaps: who finds one just taken
 * takes the next.
 */
export async function writeTurn(database: Database, turn: WrittenTurn): Promise<void> {
  const { decision } = turn;
  const written = { ...turn, decision: decision == null ? null : JSON.stringify(decision) };
  const values = FIELDS.map((field) => written[field] ?? null);
  for (;;) {
    try {
      return void (await database.query(WRITE, [...values, turn.circleId]));
    } catch (error) {
      if (!isPositionTaken(error)) throw error;
    }
  }
}

const isPositionTaken = (error: unknown): boolean =>
  (error as { constraint?: string }).constraint === "turns_circle_id_position_unique";
