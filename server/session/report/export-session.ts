/** The data of a session as a file (SPEC C9). */
import { SessionResults } from "../../../schema/messages/session-results.ts";
import { writeCsv } from "../../../schema/rules/write-csv.ts";
import type { FileAnswer } from "../../http/define-route.ts";

export const DATA_TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

export const exportSession = (results: SessionResults, format: keyof typeof DATA_TYPES): FileAnswer => ({
  name: `session.${format}`,
  contentType: DATA_TYPES[format],
  content: format === "json" ? `${JSON.stringify(SessionResults.parse(results), null, 2)}\n` : writeRows(results),
});

const OF_TURN = ["id", "startedAt", "endedAt", "speakerId", "speakerName", "speakerKind", "text", "status"] as const;
const OF_MODEL = ["replyTo", "voice", "inputTokens", "outputTokens", "costNano", "edits"] as const;

/** A row for each turn, texts of what came of it joined by " | "; then one for each question of the gallery. */
function writeRows({ guide, turns, pins, outcomes, gallery }: SessionResults): string {
  const items = outcomes.flatMap((outcome) => outcome.items);
  const heads = ["row", "section", "sectionTitle", ...OF_TURN, "isPinned", "themes", ...OF_MODEL, "votes"];
  const spoken = turns.map((turn) => [
    "turn",
    turn.section + 1,
    guide[turn.section]?.title ?? "",
    ...OF_TURN.map((column) => turn[column]),
    pins.some(({ turnId }) => turnId === turn.id) ? 1 : 0,
    items
      .filter(({ content, turnIds }) => content.type === "theme" && turnIds.includes(turn.id))
      .map(({ content }) => content.text)
      .join(" | "),
    ...OF_MODEL.map((column) => turn[column]),
    "",
  ]);
  const asked = gallery.questions.map((question) => {
    const cells: Record<string, string | number> = {
      row: "question",
      id: question.id,
      speakerId: question.askerId,
      speakerName: question.askerName,
      speakerKind: "spectator",
      text: question.text,
      status: question.state,
      votes: question.votes,
    };
    return heads.map((column) => cells[column] ?? "");
  });
  return writeCsv([heads, ...spoken, ...asked]);
}
