import { expect, test } from "vitest";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { listUsedOpenings } from "./used-openings.ts";

test("M7 a turn may begin neither with three words that another began with, nor with two of its speaker's own", () => {
  const personas = [buildPersona({ name: "Ada" }), buildPersona({ name: "Tom" })];
  const lines = [
    "Sam: What do you think?",
    "Ada: It goes against all I know.",
    "Tom: I doubt that it works.",
    "Ada: No.",
  ];
  expect(listUsedOpenings(buildView({ personas, people: ["Sam"], lines }), "ada")).toEqual([
    "i doubt that",
    "it goes against",
    "it goes",
  ]);
});
