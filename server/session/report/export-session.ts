/** The data of a session as a file (SPEC C9). */
import { SessionResults } from "../../../schema/messages/session-results.ts";
import { writeCsv } from "../../../schema/rules/write-csv.ts";
import type { FileAnswer } from "../../http/define-route.ts";

export const DATA_TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

export const exportSession = (results: SessionResults, format: keyof typeof DATA_TYPES): FileAnswer => ({
  name: `session.${format}`,
  contentType: DATA_TYPES[format],
  content: format === "json" ? `${JSON.stringify(SessionResults.parse(results), null, 2)}\n` : writeTurns(results),
});

const OF_TURN = ["id", "startedAt", "endedAt", "speakerId", "speakerName", "speakerKind", "text", "status"] as const;
const OF_MODEL = ["replyTo", "voice", "inputTokens", "outputTokens", "costNano", "edits"] as const;

/** A row for each turn; texts of what came of it are joined by " | ". */
function writeTurns({ guide, turns, pins, outcomes }: SessionResults): string {
  const items = outcomes.flatMap((outcome) => outcome.items);
  const heads = ["section", "sectionTitle", ...OF_TURN, "isPinned", "themes", ...OF_MODEL];
  const rows = turns.map((turn) => [
    turn.section + 1,
    guide[turn.section]?.title ?? "",
    ...OF_TURN.map((column) => turn[column]),
    pins.some(({ turnId }) => turnId === turn.id) ? 1 : 0,
    items
      .filter(({ content, turnIds }) => content.type === "theme" && turnIds.includes(turn.id))
      .map(({ content }) => content.text)
      .join(" | "),
    ...OF_MODEL.map((column) => turn[column]),
  ]);
  return writeCsv([heads, ...rows]);
}
