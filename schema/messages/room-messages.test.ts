import { expect, test } from "vitest";
import { intents } from "./room-messages.ts";

const isTaken = (emoji: unknown): boolean => intents.react.safeParse({ turnId: "1", emoji }).success;

test.each(["👍", "❤️", "👩🏽‍🚀", "🏴‍☠️", "🇩🇪", "1️⃣", "👨‍👩‍👧‍👦"])("C3 %s is a reaction", (emoji) => {
  expect(isTaken(emoji)).toBe(true);
});

test.each(["__proto__", "constructor", "toString", "ok", "1", "👍👍", "👍 ", "", " ", "<b>", "🏳‍x", null, 7, ["👍"]])(
  "C3 %j is none",
  (emoji) => {
    expect(isTaken(emoji)).toBe(false);
  },
);
