import { expect, test } from "vitest";
import { Steer } from "./room-messages.ts";

const weights = { relevance: 0, expertise: 0.5, participationBalance: 0, conversationFlow: 1 };
const accepts = (given: unknown) => Steer.safeParse({ circleId: "one", action: "set-weights", weights: given }).success;

test("M6 W3 weights of a turn decision are four numbers from 0 to 1, one of them above 0", () => {
  expect([accepts(weights), accepts(null)]).toEqual([true, true]);
  for (const expertise of [-0.1, 1.1, NaN, Infinity, "1", null, undefined])
    expect(accepts({ ...weights, expertise }), String(expertise)).toBe(false);
  expect(accepts({ relevance: 0, expertise: 0, participationBalance: 0, conversationFlow: 0 })).toBe(false);
  expect(accepts({ ...weights, charm: 1 })).toBe(false);
});
