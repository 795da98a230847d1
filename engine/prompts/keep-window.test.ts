import fc from "fast-check";
import { expect, test } from "vitest";
import type { Utterance } from "../mind/conversation.ts";
import { keepWindow } from "./keep-window.ts";

const VIEW_TURNS = 40;
/** A talk with turns of these lengths in tokens, and the window after each of them. */
const talkOf = (lengths: number[]) => lengths.map((tokens, index) => ({ id: `${index}`, text: "x".repeat(tokens) }));
const tokensOf = ({ text }: Utterance) => text.length;
function windowAfter(talk: { id: string; text: string }[], turns: number, budgetTokens: number): Utterance[] {
  const utterances = talk.slice(0, turns).slice(-VIEW_TURNS) as Utterance[];
  return keepWindow({ utterances, earlierTurns: turns - utterances.length }, tokensOf, budgetTokens);
}

test("L5 while the talk grows, the first turn in view changes only once in many turns", () => {
  const talk = talkOf(Array.from({ length: 400 }, () => 60));
  const starts = talk.slice(1).map((_, index) => windowAfter(talk, index + 2, 3000)[0]!.id);
  expect(new Set(starts).size).toBeLessThanOrEqual(400 / 20);
});

test("M4 the last turns are in view: all that fit, ten at least where ten fit, never more than fit, the last one always", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 6000 }), (tokens, budget) => {
      const talk = talkOf(tokens);
      const kept = windowAfter(talk, talk.length, budget);
      expect(kept).toEqual(talk.slice(-kept.length));
      const total = kept.reduce((sum, utterance) => sum + tokensOf(utterance), 0);
      if (kept.length > 1) expect(total).toBeLessThanOrEqual(budget);
      const lastTen = talk.slice(-10).reduce((sum, { text }) => sum + text.length, 0);
      if (lastTen <= budget) expect(kept.length).toBeGreaterThanOrEqual(Math.min(10, talk.length));
    }),
  );
});

test("L5 before anything was said there is nothing to keep", () =>
  expect(keepWindow({ utterances: [] }, tokensOf, 100)).toEqual([]));
