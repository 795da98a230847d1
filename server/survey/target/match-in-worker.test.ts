import { expect, test } from "vitest";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { matchInWorker, type MatchInput } from "./match-in-worker.adapter.ts";

const random = seededRandom(3, 0);
const VALUES = ["a", "b", "c", "d", "e"];
const pickFrom = (values: readonly string[]) => values[Math.floor(random() * values.length)]!;
const TRAITS = ["one", "two", "three", "four"];
const pool: LabelledBackstory[] = Array.from({ length: 800 }, (_, index) => ({
  id: String(index),
  labels: Object.fromEntries(
    TRAITS.map((trait) => [trait, { distribution: { [pickFrom(VALUES)]: 1 }, source: "sampled", count: 40 }]),
  ),
}));
const people = Array.from({ length: 400 }, () => Object.fromEntries(TRAITS.map((trait) => [trait, pickFrom(VALUES)])));
const input: MatchInput = {
  pool,
  definition: { kind: "people", people },
  wish: { method: "max-weight", size: 400, seed: 1 },
};

test("S4 a thread matches, reports its progress, and gives the panel last", async () => {
  const steps = [];
  for await (const step of matchInWorker(input, new AbortController().signal)) steps.push(step);
  const done = steps.flatMap((step) => ("done" in step ? [step.done] : []));
  expect(done).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 20));
  expect(steps.at(-1)).toMatchObject({ panel: { report: { matched: 400, poolSize: 800 } } });
});

test("S4 matching stops in the middle when it is cancelled", async () => {
  const stop = new AbortController();
  const steps = [];
  const matching = (async () => {
    for await (const step of matchInWorker(input, stop.signal)) {
      steps.push(step);
      stop.abort();
    }
  })();
  await expect(matching).rejects.toMatchObject({ name: "AbortError" });
});

test("S4 what goes wrong in the thread is reported", async () => {
  const broken = { ...input, definition: { kind: "nothing" } } as unknown as MatchInput;
  await expect(matchInWorker(broken, new AbortController().signal).next()).rejects.toThrow("undefined");
});
