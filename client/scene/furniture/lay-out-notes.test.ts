import { expect, test } from "vitest";
import { layOutNotes, MOST_NOTES } from "./lay-out-notes.ts";

const note = (id: number, text = `Idea ${id}`) => ({ id: `${id}`, kind: "idea" as const, text });

test("W7 each note has a place of its own on the wall; the newest stay when it is full", () => {
  const hung = layOutNotes(Array.from({ length: MOST_NOTES + 5 }, (_, index) => note(index)));
  expect(hung).toHaveLength(MOST_NOTES);
  expect(new Set(hung.map(({ column, row }) => `${column} ${row}`)).size).toBe(MOST_NOTES);
  expect([hung[0]!.id, hung.at(-1)!.id]).toEqual(["5", `${MOST_NOTES + 4}`]);
});

test("W7 a note has short lines, and ends with dots where there is more", () => {
  const [short, long, word] = layOutNotes([
    note(1, "Night buses every half hour"),
    note(2, "word ".repeat(60)),
    note(3, "Donaudampfschifffahrtsgesellschaft"),
  ]);
  expect(short!.lines).toEqual(["Night buses", "every half hour"]);
  expect(long!.lines).toHaveLength(5);
  expect(long!.lines.at(-1)).toMatch(/…$/);
  for (const line of [...long!.lines, ...word!.lines]) expect(line.length).toBeLessThanOrEqual(16);
});
