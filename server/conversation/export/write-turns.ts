import type { Conversation } from "../../../schema/messages/conversation.ts";
import { writeCsv } from "../../../schema/rules/write-csv.ts";

const COLUMNS = [
  ...(["id", "speakerId", "speakerName", "speakerKind", "text", "status", "replyTo", "startedAt", "endedAt"] as const),
  ...(["inputTokens", "outputTokens", "costNano", "voice"] as const),
];

/** The turns as CSV. */
export const writeTurns = ({ turns }: Conversation): string =>
  writeCsv([[...COLUMNS], ...turns.map((turn) => COLUMNS.map((column) => turn[column]))]);
