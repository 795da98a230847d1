import { writeCsv } from "../../../schema/rules/write-csv.ts";
import type { Exported } from "./exported.ts";

const COLUMNS = [
  ...(["id", "speakerId", "speakerName", "speakerKind", "text", "status", "replyTo", "startedAt", "endedAt"] as const),
  ...(["inputTokens", "outputTokens", "costNano", "voice", "edits"] as const),
];

/** The turns as CSV. */
export const writeTurns = ({ turns }: Exported): string =>
  writeCsv([[...COLUMNS], ...turns.map((turn) => COLUMNS.map((column) => turn[column]))]);
