import { expect, test } from "vitest";
import { senseEnding } from "./sense-ending.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";

const personas = ["Ada", "Tom", "Mara"].map((name) => buildPersona({ name }));
const ends = (...lines: string[]) => senseEnding(buildView({ personas, people: ["Sam"], lines }));
const said = "The oven is the heart of every house I know.";
const again = "Well, the oven is the heart of every house I know.";
const fresh = (count: number) =>
  Array.from({ length: count }, (_, at) => `Mara: Number${at} bakes word${at} under moon${at}.`);

test("C6 three near-repeats in a row end a talk, two do not", () => {
  expect(ends(`Ada: ${said}`, `Tom: ${again}`, `Ada: ${again}`, `Mara: ${said}`)).toBe(true);
  expect(ends(`Ada: ${said}`, "Mara: Mine is blue.", `Tom: ${again}`, `Ada: ${again}`)).toBe(false);
  expect(ends(`Ada: ${said}`, `Tom: ${again}`, `Ada: ${again}`)).toBe(false);
});
test("C6 a line that shares only some words is no repeat", () => {
  const near = "The oven is the heart of it, and the cellar is its lungs.";
  expect(
    ends(`Ada: ${said}`, `Tom: ${near}`, "Ada: The heart of every house is a table.", "Mara: The oven is cold."),
  ).toBe(false);
});
test("C6 a person among the last three keeps the talk open", () => {
  expect(ends(`Ada: ${said}`, `Tom: ${said}`, `Sam: ${said}`, `Mara: ${said}`)).toBe(false);
  expect(ends(`Sam: ${said}`, `Tom: ${said}`, `Ada: ${said}`, `Mara: ${said}`)).toBe(true);
});
test("C6 a line from more than twelve turns ago may be repeated", () => {
  const repeats = [`Ada: ${said}`, `Tom: ${said}`, `Ada: ${said}`];
  expect(ends(`Tom: ${said}`, ...fresh(11), ...repeats)).toBe(true);
  expect(ends(`Tom: ${said}`, ...fresh(12), ...repeats)).toBe(false);
});
