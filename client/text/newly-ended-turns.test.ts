import { expect, test } from "vitest";
import { applyToTranscript, emptyTranscript, type TranscriptEvent } from "../state/transcript.ts";
import { newlyEndedTurns } from "./newly-ended-turns.ts";

const started: TranscriptEvent = {
  type: "turn-started",
  message: {
    circleId: "c",
    turnId: "t",
    speakerId: "p",
    replyTo: null,
    speakerName: "Thalia",
    speakerKind: "persona",
    startedAt: "2026-01-01T00:00:00.000Z",
    voice: "",
  },
};
const ended: TranscriptEvent = {
  type: "turn-ended",
  message: {
    circleId: "c",
    turnId: "t",
    status: "finished",
    text: "Yes.",
    costNano: 0,
    voice: "",
    inputTokens: 0,
    outputTokens: 0,
    endedAt: "2026-01-01T00:00:01.000Z",
    problem: null,
  },
};
const speaking = { c: applyToTranscript(emptyTranscript("c"), started) };
const spoken = { c: applyToTranscript(speaking.c, ended) };

test("W10 a turn is announced when it ends, once, and not word by word", () => {
  expect(newlyEndedTurns({}, speaking)).toEqual([]);
  expect(newlyEndedTurns(speaking, spoken).map((turn) => turn.text)).toEqual(["Yes."]);
  expect(newlyEndedTurns(spoken, spoken)).toEqual([]);
});

test("W10 the history of a circle one joins is not read out", () => {
  expect(newlyEndedTurns({}, spoken)).toEqual([]);
});
