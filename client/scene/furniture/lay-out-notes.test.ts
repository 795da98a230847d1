import { expect, test } from "vitest";
import { layOutWall, MOST_GROUPS, MOST_NOTES } from "./lay-out-notes.ts";
import type { Note } from "./shown-notes.ts";

const note = (id: number, text = `Idea ${id}`) => ({ id: `${id}`, kind: "idea" as const, text });

const group = (circleId: string, count: number, isOwn = false) => ({
  circleId,
  topic: `Topic ${circleId}`,
  isOwn,
  notes: Array.from({ length: count }, (_, index) => note(index)),
});
const layOut = (notes: readonly Note[]) => layOutWall([{ ...group("1", 0), notes }])[0]!.notes;

test("W7 several conversations have a part of the wall each, with its topic; they do not change places", () => {
  const parts = layOutWall([group("3", 40), group("1", 2), group("2", 0)]);
  expect(parts.map(({ topic, columns, notes }) => [topic, columns, notes.length])).toEqual([
    ["Topic 1", 4, 2],
    ["Topic 3", 4, 12],
  ]);
  expect(parts[0]!.from + parts[0]!.columns).toBeLessThanOrEqual(parts[1]!.from);
  expect(layOutWall([group("1", 1)]).map(({ topic, columns }) => [topic, columns])).toEqual([["", 9]]);
});

test("W7 of more conversations than the wall has parts, the page's own hangs there, then the oldest", () => {
  const many = Array.from({ length: MOST_GROUPS + 2 }, (_, index) => group(`${index}`, 1, index === MOST_GROUPS + 1));
  expect(layOutWall(many).map(({ topic }) => topic)).toEqual(["Topic 0", "Topic 1", "Topic 4"]);
});

test("W7 each note has a place of its own on the wall; the newest stay when it is full", () => {
  const hung = layOut(Array.from({ length: MOST_NOTES + 5 }, (_, index) => note(index)));
  expect(hung).toHaveLength(MOST_NOTES);
  expect(new Set(hung.map(({ column, row }) => `${column} ${row}`)).size).toBe(MOST_NOTES);
  expect([hung[0]!.id, hung.at(-1)!.id]).toEqual(["5", `${MOST_NOTES + 4}`]);
});

test("W7 notes hang from the side where their topic begins to be read", () => {
  const columnsOf = (topic: string) => layOutWall([{ ...group("1", 11), topic }])[0]!.notes.map(({ column }) => column);
  expect(columnsOf("Night buses")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1]);
  expect(columnsOf("حافلات ليلية")).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0, 8, 7]);
});
