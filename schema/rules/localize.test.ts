import { expect, test } from "vitest";
import { localize } from "./localize.ts";

const garden = { en: "The Garden", de: "Der Garten" };

test("W13 a name is in the language asked for, whatever its region, and in English where it is not given in it", () => {
  expect(localize(garden, "de-AT")).toEqual({ text: "Der Garten", language: "de" });
  expect(localize(garden, "fr")).toEqual({ text: "The Garden", language: "en" });
  expect(localize({ en: "The Garden" }, "de")).toEqual({ text: "The Garden", language: "en" });
});
