import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ServerMessages, SummaryPoint, TurnView } from "../../schema/messages/room-messages.ts";
import { applyToTranscript, emptyTranscript, type Transcript, type TranscriptEvent } from "./transcript.ts";

const started = (turnId = "t1"): TranscriptEvent => ({
  type: "turn-started",
  message: {
    circleId: "c",
    turnId,
    speakerId: "p",
    replyTo: null,
    speakerName: "Thalia",
    speakerKind: "persona",
    startedAt: "2026-01-01T00:00:00.000Z",
    voice: "rehearsal/script",
  },
});
const delta = (seq: number, text: string, turnId = "t1"): TranscriptEvent => ({
  type: "turn-delta",
  message: { circleId: "c", turnId, seq, text },
});
const ended = (text: string, more: Partial<ServerMessages["turn-ended"]> = {}): TranscriptEvent => ({
  type: "turn-ended",
  message: {
    circleId: "c",
    turnId: "t1",
    status: "finished",
    text,
    costNano: 5,
    voice: "rehearsal/script",
    inputTokens: 1,
    outputTokens: 2,
    endedAt: "2026-01-01T00:00:01.000Z",
    problem: null,
    ...more,
  },
});
const play = (...events: TranscriptEvent[]): Transcript => events.reduce(applyToTranscript, emptyTranscript("c"));
const text = (transcript: Transcript) => transcript.turns.at(-1)?.text;

test("C3 an arriving word changes only its own turn, so only its row is redrawn", () => {
  const before = play(started("t1"), delta(0, "Good "), started("t2"), delta(0, "And ", "t2"));
  const after = applyToTranscript(before, delta(1, "evening.", "t2"));
  expect(after.turns[0]).toBe(before.turns[0]);
  expect(after.turns[1]).not.toBe(before.turns[1]);
  expect(after.draft).toBe(before.draft);
});

const stored = (more: Partial<TurnView>): TurnView => ({
  id: "t0",
  speakerId: "p",
  speakerName: "Thalia",
  speakerKind: "persona",
  text: "Earlier.",
  status: "finished",
  replyTo: null,
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:00:01.000Z",
  inputTokens: 0,
  outputTokens: 0,
  costNano: 0,
  voice: "",
  problem: null,
  reactions: {},
  edits: 0,
  ...more,
});
const snapshot = (turns: TurnView[], summary: SummaryPoint[] = []): TranscriptEvent => ({
  type: "transcript",
  message: {
    circleId: "c",
    topic: "Tea",
    kind: "chat",
    mode: "auto",
    turns,
    summary,
    draft: null,
    leads: true,
    now: 0,
  },
});

describe("applyToTranscript", () => {
  test("L6 the cost of an interrupted turn arrives later", () => {
    const bill = { costNano: 12_000, voice: "openai/gpt", inputTokens: 40, outputTokens: 9 };
    const billed = play(started(), delta(0, "Well,"), {
      type: "turn-billed",
      message: { circleId: "c", turnId: "t1", ...bill },
    });
    expect(billed.turns[0]).toMatchObject({ text: "Well,", ...bill });
  });

  test("C3 a turn's text is the concatenation of its deltas, in whatever order and however often they come", () => {
    const words = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.nat()), (parts, order) => {
        const deltas = parts.map((part, seq) => delta(seq, part));
        const twice = [...deltas, ...deltas]
          .map((event) => ({ event, key: order.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ event }) => event);
        expect(text(play(started(), ...twice))).toBe(parts.join(""));
      }),
    );
  });

  test("C3 text waits at a gap instead of showing words out of order", () => {
    expect(text(play(started(), delta(0, "One "), delta(2, "three")))).toBe("One ");
  });

  test("C3 deltas that come before the start of their turn are kept for it", () => {
    expect(text(play(delta(1, "you"), delta(0, "Hello "), started()))).toBe("Hello you");
  });

  test("C4 an interrupted turn has the text that the room kept, and later deltas are dropped", () => {
    const problem = "Interrupted by Ada. What was said is kept.";
    const after = play(
      started(),
      delta(0, "I think that "),
      ended("I think", { status: "interrupted", problem }),
      delta(1, "we"),
    );
    expect(after.turns[0]).toMatchObject({ text: "I think", status: "interrupted", problem });
  });

  test("C7 a second turn-started for the same turn changes nothing", () => {
    const once = play(started(), delta(0, "Yes"));
    expect(applyToTranscript(once, started())).toBe(once);
  });

  test("C3 a half-spoken turn in a snapshot continues with the next delta", () => {
    const after = play(
      snapshot([stored({ id: "t1", status: "speaking", text: "Once upon", endedAt: null })]),
      delta(7, " a time"),
    );
    expect(text(after)).toBe("Once upon a time");
  });

  test("C3 a snapshot that was overtaken by deltas does not take words back", () => {
    const late = snapshot([stored({}), stored({ id: "t1", status: "speaking", text: "On", endedAt: null })]);
    expect(play(started(), delta(0, "Once "), delta(1, "upon"), late).turns.map((turn) => turn.text)).toEqual([
      "Earlier.",
      "Once upon",
    ]);
  });

  test("C3 a turn that began while the snapshot travelled stays", () => {
    expect(play(started(), delta(0, "New"), snapshot([stored({})])).turns.map((turn) => turn.id)).toEqual(["t0", "t1"]);
  });

  test("C2 a latecomer gets the summary so far; who was there when it was said does not", () => {
    const summary = [{ text: "Ada wants tea.", turnIds: ["t0"] }];
    expect(play(started(), snapshot([stored({})], summary)).summary).toEqual(summary);
    expect(play(snapshot([]), started(), ended("Yes."), snapshot([stored({})], summary)).summary).toEqual([]);
  });

  test("C3 a reaction counts once per person and sign", () => {
    const reacted: TranscriptEvent = {
      type: "reacted",
      message: { circleId: "c", turnId: "t1", emoji: "👏", userId: "u" },
    };
    const once = play(started(), reacted);
    expect(once.turns[0]?.reactions).toEqual({ "👏": ["u"] });
    expect(applyToTranscript(once, reacted).turns[0]?.reactions).toEqual({ "👏": ["u"] });
  });

  test("C3 words that arrive leave the lists of turns as they are, and every turn but their own", () => {
    const before = play(snapshot([stored({})]), started());
    const after = applyToTranscript(before, delta(0, "Yes"));
    expect(after.turnIds).toBe(before.turnIds);
    expect(after.turns[0]).toBe(before.turns[0]);
    expect(after.turns[1]).not.toBe(before.turns[1]);
    expect(after.endedTurns).toBe(before.endedTurns);
    expect(after.turnIds).toEqual(["t0", "t1"]);
    expect(applyToTranscript(after, ended("Yes.")).endedTurns.map(({ text }) => text)).toEqual(["Earlier.", "Yes."]);
  });
});
