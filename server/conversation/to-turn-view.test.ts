import { expect, test } from "vitest";
import { toTurnView } from "./to-turn-view.ts";

/** Stored before reactions were validated. */
test("C3 no built-in property name breaks a transcript", () => {
  const turn = { id: "1", speakerId: "ada", speakerName: "Ada", speakerKind: "person", text: "" };
  const stored = { ...turn, status: "finished", startedAt: new Date(0), inputTokens: 0, outputTokens: 0, costNano: 0 };
  const names = ["__proto__", "constructor", "toString"];
  const view = toTurnView(
    { ...stored, voice: "", edits: 0 },
    names.map((emoji) => ({ turnId: "1", userId: "ben", emoji })),
  );
  expect(Object.entries(view.reactions)).toEqual(names.map((name) => [name, ["ben"]]));
});
