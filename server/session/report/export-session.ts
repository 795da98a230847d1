/** The data of a session as a file (SPEC C9). */
import { SessionResults, type SessionTurn } from "../../../schema/messages/session-results.ts";
import { CSV_START, writeCsvRows } from "../../../schema/rules/write-csv.ts";
import { writeJson } from "../../conversation/export/write-json.ts";
import type { FileInParts } from "../../http/define-route.ts";
import type { OpenResults } from "./summarise-session.ts";

export const DATA_TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

export const exportSession = (results: OpenResults, format: keyof typeof DATA_TYPES): FileInParts => ({
  name: `session.${format}`,
  contentType: DATA_TYPES[format],
  parts: format === "json" ? writeAll(results) : writeRows(results),
});

const Head = SessionResults.omit({ turns: true });
const Turns = SessionResults.shape.turns;

const writeAll = ({ head, readTurns }: OpenResults): AsyncIterable<string> =>
  writeJson(Head.parse(head), { name: "turns", pages: mapPages(readTurns(), (turns) => Turns.parse(turns)) });

async function* mapPages<Page, Mapped>(
  pages: AsyncIterable<Page>,
  map: (page: Page) => Mapped,
): AsyncGenerator<Mapped> {
  for await (const page of pages) yield map(page);
}

const OF_TURN = ["id", "startedAt", "endedAt", "speakerId", "speakerName", "speakerKind", "text", "status"] as const;
const OF_MODEL = ["replyTo", "voice", "inputTokens", "outputTokens", "costNano", "edits"] as const;

/** A row for each turn, texts of what came of it joined by " | "; then one for each question of the gallery. */
async function* writeRows({
  head: { guide, pins, outcomes, gallery },
  readTurns,
}: OpenResults): AsyncGenerator<string> {
  const heads = ["row", "section", "sectionTitle", ...OF_TURN, "isPinned", "themes", ...OF_MODEL, "votes"];
  yield CSV_START + writeCsvRows([heads]);
  const themes = outcomes.flatMap(({ items }) => items.filter(({ content }) => content.type === "theme"));
  const pinned = new Set(pins.map(({ turnId }) => turnId));
  const rowOf = (turn: SessionTurn) => [
    "turn",
    turn.section + 1,
    guide[turn.section]?.title ?? "",
    ...OF_TURN.map((column) => turn[column]),
    pinned.has(turn.id) ? 1 : 0,
    themes.flatMap(({ content, turnIds }) => (turnIds.includes(turn.id) ? content.text : [])).join(" | "),
    ...OF_MODEL.map((column) => turn[column]),
    "",
  ];
  for await (const turns of readTurns()) yield writeCsvRows(turns.map(rowOf));
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
  yield writeCsvRows(asked);
}
