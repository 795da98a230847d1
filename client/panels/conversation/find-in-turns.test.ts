import fc from "fast-check";
import { expect, test } from "vitest";
import { findInTurns, splitByQuery } from "./find-in-turns.ts";

const turns = [
  { id: "t1", speakerName: "Oriel Vance", text: "What is rusty (and loud) will fail." },
  { id: "t2", speakerName: "Tavi", text: "Rust comes\noff." },
  { id: "t3", speakerName: "Tavi", text: "Ask Oriel." },
];

test("C3 turns are found by what they say and by who speaks, in any case", () => {
  expect(findInTurns(turns, "RUST")).toEqual(["t1", "t2"]);
  expect(findInTurns(turns, "comes off")).toEqual(["t2"]);
  expect(findInTurns(turns, "oriel")).toEqual(["t1", "t3"]);
  expect(findInTurns(turns, "(and")).toEqual(["t1"]);
  expect(findInTurns(turns, "  ")).toEqual([]);
});

test("C3 matches are highlighted in place", () => {
  expect(splitByQuery("Rust and more rust.", "rust")).toEqual(["", "Rust", " and more ", "rust", "."]);
  expect(splitByQuery("Nothing here", "")).toEqual(["Nothing here"]);
});

test("C3 any text can be looked for, and is found in itself", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (said) => {
      const text = `a ${said} b`;
      expect(splitByQuery(text, said).join("")).toBe(text);
      if (said.trim() !== "") expect(findInTurns([{ id: "t", speakerName: "", text }], said)).toEqual(["t"]);
    }),
  );
});
