import { expect, test } from "vitest";
import { foldName } from "./fold-name.ts";

test.each([
  "oriel vance",
  " ORIEL   VANCE ",
  "OrielVance",
  "Oriel-Vance",
  "Ｏｒｉｅｌ Ｖａｎｃｅ",
  "Órìel Vancé",
  "Оriеl Vаnсе",
  "Οriel Vance",
  "OrieI Vance",
  "0r1el Vance",
  "Oriel\u200b Vance",
])("A5 %j is taken for Oriel Vance", (name) => {
  expect(foldName(name)).toBe(foldName("Oriel Vance"));
});

test.each(["Oriel", "Oriel Vance (guest)", "Oriel Vance 2", "Ariel Vance", "Vance Oriel"])("A5 %j is not", (name) => {
  expect(foldName(name)).not.toBe(foldName("Oriel Vance"));
});
