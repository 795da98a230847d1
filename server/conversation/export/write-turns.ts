import { CSV_START, writeCsvRows } from "../../../schema/rules/write-csv.ts";
import type { Exported } from "./exported.ts";

const COLUMNS = [
  ...(["id", "speakerId", "speakerName", "speakerKind", "text", "status", "replyTo", "startedAt", "endedAt"] as const),
  ...(["inputTokens", "outputTokens", "costNano", "voice", "edits"] as const),
];

/** The turns as CSV. */
export async function* writeTurns({ readTurns }: Exported): AsyncGenerator<string> {
  yield CSV_START + writeCsvRows([COLUMNS]);
  for await (const turns of readTurns("said"))
    yield writeCsvRows(turns.map((turn) => COLUMNS.map((column) => turn[column])));
}
