import { headOf, markOf, sectionsOf, type Exported } from "./exported.ts";

/** What people write has no length of its own; a cue needs one. */
const SHORTEST_CUE_MS = 1000;

/** The turns as WebVTT cues, in the order in which they began, timed from the first. */
export function writeVtt(exported: Exported): string {
  const said = exported.turns
    .filter(({ text }) => text.trim() !== "")
    .map((turn) => ({ ...turn, start: Date.parse(turn.startedAt), end: Date.parse(turn.endedAt ?? turn.startedAt) }))
    .sort((one, other) => one.start - other.start);
  const first = said[0]?.start ?? 0;
  const cues = said.map(({ id, speakerName, status, edits, text, start, end }) =>
    [
      id,
      `${timestamp(start - first)} --> ${timestamp(Math.max(end, start + SHORTEST_CUE_MS) - first)}`,
      `<v ${escape(speakerName)}>${lines(text)}${markOf({ status, edits })}`,
    ].join("\n"),
  );
  const notes = [
    ["Title", exported.title],
    ...headOf(exported),
    ...sectionsOf(exported).flatMap(({ title, lines: items }) =>
      items.map(({ text, links }) => [
        title.replace(": ", ", "),
        [text, ...links.map(({ turnId }) => `cue ${turnId}`)].join(" · "),
      ]),
    ),
  ].map(([name, value]) => `NOTE ${lines(name!)}: ${lines(value!)}`);
  return `${["WEBVTT", ...notes, ...cues].join("\n\n")}\n`;
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
