import { expect, test } from "vitest";
import { Attitude } from "../../../schema/messages/persona.ts";
import { buildPersona } from "../../../test/minds/test-circle.ts";
import { takeStance } from "./take-stance.ts";

const stances = (topic: string) =>
  Attitude.options.map((attitude) => takeStance(buildPersona({ name: "Ada", attitude }), topic));

test("M7 doubters are against, the eager are for, and each says what would change its mind", () => {
  const [pessimistic, skeptical, , intrigued, excited] = stances("gardens");
  expect([pessimistic, skeptical, intrigued, excited].map((stance) => stance!.position)).toEqual([
    "against",
    "against",
    "for",
    "for",
  ]);
  expect(new Set(stances("gardens").map(({ changedBy }) => changedBy)).size).toBe(Attitude.options.length);
});

test("M7 a stance is the same at every turn; who weighs both sides comes down on either, by topic", () => {
  expect(stances("gardens")).toEqual(stances("gardens"));
  const positions = ["a", "b", "c", "d", "e", "f", "g", "h"].map((topic) => stances(topic)[2]!.position);
  expect(new Set(positions)).toEqual(new Set(["for", "against"]));
});
