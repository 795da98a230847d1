/** The time line of a stored conversation: talk at its own pace, with long silences shortened. Milliseconds throughout. */
import type { StoredTurn } from "../../schema/messages/conversation.ts";

/** What of the silence before the first turn is shown: people walk up and sit down. */
const LEAD_IN_MS = 3_000;
const LEAD_OUT_MS = 3_000;
const LONGEST_SILENCE_MS = 6_000;
/** A turn that came all at once is taken to last as long as reading it. */
const READING_MS_PER_CHARACTER = 30;
const SHORTEST_TURN_MS = 400;

/** `from` and `until` on the line. */
export type TimedTurn = { turn: StoredTurn; from: number; until: number };

export type TimeLine = {
  lengthMs: number;
  turns: TimedTurn[];
  /** When it was, at this moment of the line. */
  timeAt(line: number): number;
  /** Where on the line a time is. */
  lineAt(time: number): number;
  /** The turn that is being said at this moment, or was said last before it; -1: none yet. */
  turnAt(line: number): number;
};

/** A moment known by time and on the line; between two knots both pass evenly. */
type Knot = { time: number; line: number };

/** @param cameAt when the first of them came: before, there is nothing to see */
export function layTimeLine(turns: readonly StoredTurn[], cameAt: number): TimeLine {
  const told = turns.filter(({ text, status }) => status !== "failed" && text.trim() !== "");
  const starts = told.map(({ startedAt }) => Date.parse(startedAt));
  const firstStart = starts[0] ?? 0;
  const knots: Knot[] = [{ time: Math.max(firstStart - LEAD_IN_MS, Math.min(cameAt, firstStart)), line: 0 }];
  const timed = told.map((turn, index) => {
    const start = starts[index]!;
    const end = Math.max(endOf(turn, start), start + SHORTEST_TURN_MS);
    const until = Math.min(end, Math.max(start + SHORTEST_TURN_MS, starts[index + 1] ?? Infinity));
    const from = passSilence(knots, start);
    knots.push({ time: until, line: from + Math.max(0, until - Math.max(start, knots.at(-1)!.time)) });
    return { turn, from, until: knots.at(-1)!.line };
  });
  const last = knots.at(-1)!;
  knots.push({ time: last.time + LEAD_OUT_MS, line: last.line + LEAD_OUT_MS });
  return {
    lengthMs: knots.at(-1)!.line,
    turns: timed,
    timeAt: (line) => between(knots, "line", "time", line),
    lineAt: (time) => between(knots, "time", "line", time),
    turnAt: (line) => lastBefore(timed.length, (index) => timed[index]!.from <= line),
  };
}

function endOf({ endedAt, text }: StoredTurn, start: number): number {
  const spokenMs = endedAt === null ? 0 : Date.parse(endedAt) - start;
  return start + (spokenMs > SHORTEST_TURN_MS ? spokenMs : text.length * READING_MS_PER_CHARACTER);
}

/** Lays the silence up to `time`; returns where on the line it ends. */
function passSilence(knots: Knot[], time: number): number {
  const last = knots.at(-1)!;
  const silence = time - last.time;
  if (silence <= 0) return last.line;
  const line = last.line + Math.min(silence, LONGEST_SILENCE_MS);
  knots.push({ time, line });
  return line;
}

function between(knots: readonly Knot[], known: keyof Knot, wanted: keyof Knot, value: number): number {
  const index = Math.max(
    0,
    lastBefore(knots.length, (at) => knots[at]![known] <= value),
  );
  const before = knots[index]!;
  const after = knots[index + 1];
  if (!after) return before[wanted];
  const span = after[known] - before[known];
  const share = span === 0 ? 1 : Math.min(1, Math.max(0, (value - before[known]) / span));
  return before[wanted] + (after[wanted] - before[wanted]) * share;
}

/** The last of `count` for which it holds; it holds up to some point. -1: for none. */
function lastBefore(count: number, holds: (index: number) => boolean): number {
  let [low, high] = [-1, count - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
