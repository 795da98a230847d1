import { expect, test } from "vitest";
import { talkTopic } from "./talk-topic.ts";

test("W13 a talk of two is called in the language it is held in", () => {
  expect(talkTopic("Ada")).toBe("A talk with Ada");
  expect(talkTopic("Ada", "de-AT")).toBe("Ein Gespräch mit Ada");
  expect(talkTopic("Ada", "tlh")).toBe("A talk with Ada");
});
