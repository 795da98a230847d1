import { expect, test } from "vitest";
import { playDryRun } from "./play-dry-run.ts";

const turn = (text: string) => ({ personaId: null, name: "Fay", text });
const run = {
  voice: "rehearsal/script",
  sections: [
    { title: "Habits", minutes: 2, turns: [turn("a"), turn("b")] },
    { title: "Fares", minutes: 1, turns: [turn("c")] },
  ],
};
const at = (minutes: number) => {
  const { section, sectionLeftMs, nextAtMs, isOver, sections } = playDryRun(run, minutes * 60_000);
  const said = sections.flatMap(({ turns }) => turns.map(({ text }) => text)).join("");
  return [section, sectionLeftMs / 60_000, nextAtMs / 60_000, isOver, said];
};

test("C9 a dry run spreads what is said over the minutes of each section, and leaves nothing out at its end", () => {
  expect(at(0)).toEqual([0, 2, 2, false, "a"]);
  expect(at(1)).toEqual([0, 1, 2, false, "ab"]);
  expect(at(2)).toEqual([1, 1, 3, false, "abc"]);
  expect(at(3)).toEqual([1, 0, 3, true, "abc"]);
});
