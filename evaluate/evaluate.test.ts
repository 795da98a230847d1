import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CallRecord } from "../engine/model/wrappers/with-ledger.ts";
import { smallModelFile } from "../test/small-model.ts";
import { evaluateVoice, type Evaluation } from "./evaluate-voice.ts";
import { floorOf, reaches } from "./floors.ts";
import { openMeaning, type Meaning } from "./measure/meaning.ts";
import { formatFigures } from "./report/format-figures.ts";
import { readReport, toReport } from "./report/report.ts";
import { writePage } from "./report/write-page.ts";
import { openVoice } from "./talk/open-voice.ts";

let meaning: Meaning;
beforeAll(async () => void (meaning = await openMeaning()));
afterAll(() => meaning.close());

async function evaluate(model: string, plan: { talks: number; turns: number; longTurns: number }) {
  const records: CallRecord[] = [];
  const voices = await openVoice(
    model,
    (record) => records.push(record),
    () => undefined,
  );
  try {
    const { route } = voices.status();
    return {
      route,
      evaluation: await evaluateVoice(voices, () => records.splice(0), meaning, {
        ...plan,
        seed: 1,
        log: () => undefined,
      }),
    };
  } finally {
    await voices.close();
  }
}

/** Every figure below its floor, with what failed. */
const belowFloor = ({ figures }: Evaluation, route: string) =>
  figures
    .filter((figure) => reaches(figure, route) === false)
    .map(({ key, value, examples }) => ({ key, value, floor: floorOf(route, key), examples: examples.slice(0, 3) }));

describe("M6 M7 the rehearsal voice in three talks of twenty turns", () => {
  test("reaches its floors, and its report is printed, kept and shown whole", async () => {
    const { route, evaluation } = await evaluate("rehearsal", { talks: 3, turns: 20, longTurns: 24 });
    expect(evaluation.talks.map(({ turns }) => turns.length)).toEqual([20, 20, 20, 24]);
    expect(belowFloor(evaluation, route)).toEqual([]);
    const measured = evaluation.figures.filter(({ value }) => value !== null).map(({ key }) => key);
    expect(measured).toEqual(expect.arrayContaining(["answered", "leaks", "traitEffect", "factsKept", "cachedShare"]));
    const origin = { route, commit: "abc", seed: 1, at: "2026-11-30T10:00:00.000Z" };
    const report = readReport(JSON.stringify(toReport(evaluation, origin)));
    const page = writePage(report, report);
    for (const { title } of evaluation.figures) {
      expect(page).toContain(title);
      expect(formatFigures(report, null)).toContain(title);
    }
    expect(page).toMatch(/All \d+ floors that were measured are reached\./);
    for (const { turns } of evaluation.talks) expect(page).toContain(turns.at(-1)!.text.split(/[“”"'&<>]/)[0]!);
    expect(page).not.toMatch(/<(?:script|link|img)\b|https?:/);
  }, 120_000);
});

describe.skipIf(smallModelFile === null)("M7 a real model of 135 million parameters in a talk of ten turns", () => {
  test("reaches its floors", async () => {
    const { route, evaluation } = await evaluate(smallModelFile!, { talks: 1, turns: 10, longTurns: 0 });
    expect(evaluation.talks[0]!.turns).toHaveLength(10);
    expect(belowFloor(evaluation, route)).toEqual([]);
  }, 300_000);
});
