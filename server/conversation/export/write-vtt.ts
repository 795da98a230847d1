import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import { headOf, markOf, sectionsOf, type Exported } from "./exported.ts";

/** What people write has no length of its own; a cue needs one. */
const SHORTEST_CUE_MS = 1000;

/** The turns as WebVTT cues, in the order in which they began, timed from the first. */
export async function* writeVtt(exported: Exported): AsyncGenerator<string> {
  const notes = [
    ["Title", exported.head.title],
    ...headOf(exported.head),
    ...sectionsOf(exported).flatMap(({ title, lines: items }) =>
      items.map(({ text, links }) => [
        title.replace(": ", ", "),
        [text, ...links.map(({ turnId }) => `cue ${turnId}`)].join(" · "),
      ]),
    ),
  ].map(([name, value]) => `NOTE ${lines(name!)}: ${lines(value!)}`);
  yield `${["WEBVTT", ...notes].join("\n\n")}\n`;
  let first: number | null = null;
  for await (const turns of exported.readTurns("began")) {
    const said = turns.filter(({ text }) => text.trim() !== "");
    first ??= said[0] ? Date.parse(said[0].startedAt) : null;
    yield said.map((turn) => writeCue(turn, first ?? 0)).join("");
  }
}

function writeCue({ id, speakerName, status, edits, text, startedAt, endedAt }: StoredTurn, first: number): string {
  const start = Date.parse(startedAt);
  const end = Math.max(Date.parse(endedAt ?? startedAt), start + SHORTEST_CUE_MS);
  return `
${id}
${timestamp(start - first)} --> ${timestamp(end - first)}
<v ${escape(speakerName)}>${lines(text)}${markOf({ status, edits })}
`;
}

/** "-->" would end a note, and begin a cue. */
const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** An empty line would end the block. */
const lines = (text: string): string =>
  escape(text)
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== "")
    .join("\n");

function timestamp(ms: number): string {
  const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, "0");
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
}
