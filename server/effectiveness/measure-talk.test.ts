import { expect, test } from "vitest";
import { measureTalk, type MeasuredTurn } from "./measure-talk.ts";

const talk = (circleId: string, ...said: [speaker: string, text: string, replyTo?: string][]): MeasuredTurn[] =>
  said.map(([speakerId, text, replyTo = null], position) => ({
    id: `${circleId}${position}`,
    circleId,
    position,
    speakerId,
    speakerName: `${speakerId} Wren`,
    text,
    replyTo,
  }));

test("M8 participation is 1 for a fair share, averaged over conversations", () => {
  const measures = measureTalk([
    ...talk("a", ["Ada", "x"], ["Bo", "x"], ["Ada", "x"], ["Ada", "x"]),
    ...talk("b", ["Ada", "x"], ["Bo", "x"]),
  ]);
  expect(measures.get("Ada")!.participation).toBeCloseTo((1.5 + 1) / 2);
  expect(measures.get("Bo")!.participation).toBeCloseTo((0.5 + 1) / 2);
});

test("M8 a turn is answered by a reply, or when the next speaker names who said it", () => {
  const turns = talk("a", ["Ada", "Yes."], ["Bo", "Ada, no."], ["Ada", "Why?"], ["Bo", "Well."], ["Bo", "So.", "a2"]);
  const measures = measureTalk(turns);
  expect(measures.get("Ada")!.answered).toBe(1);
  expect(measures.get("Bo")!.answered).toBe(0);
});

test("M8 a topic is moved by a word that is new and that somebody else takes up within six turns", () => {
  const filler = Array.from({ length: 6 }, (): [string, string] => ["Cy", "Hm."]);
  const measures = measureTalk([
    ...talk("a", ["Ada", "Think of the harbour."], ["Bo", "The harbour floods."], ["Ada", "Harbour!"]),
    ...talk("b", ["Bo", "Lanterns, then."], ["Bo", "Lanterns!"], ...filler, ["Ada", "Lanterns?"]),
  ]);
  expect(measures.get("Ada")!.topicsMoved).toBeCloseTo(1 / 3);
  expect(measures.get("Bo")!.topicsMoved).toBe(0);
});
