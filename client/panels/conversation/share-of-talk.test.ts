import { expect, test } from "vitest";
import { shareOfTalk } from "./share-of-talk.ts";

const turn = (speakerId: string, text: string, status: "finished" | "failed" = "finished") => ({
  speakerId,
  speakerName: speakerId.toUpperCase(),
  text,
  status,
});

test("C9 the share of talk is by words, the most talkative first, and failed turns do not count", () => {
  const shares = shareOfTalk([turn("a", "one"), turn("b", "one two three"), turn("a", "never heard at all", "failed")]);
  expect(shares).toEqual([
    { speakerId: "b", speakerName: "B", turns: 1, words: 3, share: 0.75 },
    { speakerId: "a", speakerName: "A", turns: 1, words: 1, share: 0.25 },
  ]);
});

test("C9 silence is shared by nobody and divides by nothing", () => {
  expect(shareOfTalk([])).toEqual([]);
  expect(shareOfTalk([turn("a", "  ")])[0]?.share).toBe(0);
});
