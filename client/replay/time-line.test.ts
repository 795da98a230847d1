import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredTurn } from "../../schema/messages/conversation.ts";
import { layTimeLine } from "./time-line.ts";

const START = Date.UTC(2026, 11, 1, 12);
const turn = (id: string, atMs: number, lastsMs: number, text = "Some words."): StoredTurn => ({
  id,
  speakerId: "mira",
  speakerName: "Mira",
  speakerKind: "persona",
  text,
  status: "finished",
  replyTo: null,
  startedAt: new Date(START + atMs).toISOString(),
  endedAt: new Date(START + atMs + lastsMs).toISOString(),
  inputTokens: 0,
  outputTokens: 0,
  costNano: 0,
  voice: "",
  problem: null,
  edits: 0,
});

const talk = fc
  .array(fc.record({ silenceMs: fc.integer({ min: 0, max: 900_000 }), lastsMs: fc.integer({ min: 0, max: 20_000 }) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => {
    let at = 0;
    return parts.map(({ silenceMs, lastsMs }, index) => {
      at += silenceMs;
      const said = turn(`${index}`, at, lastsMs);
      at += lastsMs;
      return said;
    });
  });

describe("the time line", () => {
  it("W11 turns follow each other on it in their order and do not overlap, whatever they were", () => {
    fc.assert(
      fc.property(talk, (turns) => {
        const line = layTimeLine(turns, -Infinity);
        let last = 0;
        for (const { from, until } of line.turns) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(until).toBeGreaterThanOrEqual(from);
          last = until;
        }
        expect(line.lengthMs).toBeGreaterThan(last);
      }),
    );
  });

  it("W11 a moment of it leads to a time, and that time back to the moment", () => {
    fc.assert(
      fc.property(talk, fc.double({ min: 0, max: 1, noNaN: true }), (turns, share) => {
        const line = layTimeLine(turns, -Infinity);
        const moment = line.lengthMs * share;
        expect(line.timeAt(line.lineAt(line.timeAt(moment)))).toBeCloseTo(line.timeAt(moment), 3);
        expect(line.lineAt(line.timeAt(moment))).toBeCloseTo(moment, 3);
      }),
    );
  });

  it("W11 a silence of hours takes seconds, and talk its own time", () => {
    const line = layTimeLine([turn("a", 0, 5_000), turn("b", 3 * 3_600_000, 7_000)], -Infinity);
    const [first, second] = line.turns;
    expect(first!.until - first!.from).toBe(5_000);
    expect(second!.until - second!.from).toBe(7_000);
    expect(second!.from - first!.until).toBe(6_000);
    expect(line.timeAt(second!.from)).toBe(START + 3 * 3_600_000);
  });

  it("W11 what a person sent at once stays as long as reading it, but never past the next turn", () => {
    const line = layTimeLine(
      [turn("a", 0, 0, "x".repeat(100)), turn("b", 60_000, 0, "y".repeat(100)), turn("c", 61_000, 0)],
      -Infinity,
    );
    expect(line.turns[0]!.until - line.turns[0]!.from).toBe(3_000);
    expect(line.turns[1]!.until).toBe(line.turns[2]!.from);
  });

  it("W11 it knows the turn of every moment; before the first there is none", () => {
    const line = layTimeLine([turn("a", 0, 2_000), turn("b", 4_000, 2_000)], -Infinity);
    expect(line.turnAt(0)).toBe(-1);
    expect(line.turnAt(line.turns[0]!.from)).toBe(0);
    expect(line.turnAt(line.turns[0]!.until + 1)).toBe(0);
    expect(line.turnAt(line.lengthMs)).toBe(1);
    expect(layTimeLine([], -Infinity).turnAt(0)).toBe(-1);
  });
});
