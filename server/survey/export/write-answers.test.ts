import { expect, test } from "vitest";
import type { AnswerRow } from "./run-export.store.ts";
import { answersAsCsv, answersAsJson } from "./write-answers.ts";

const row: AnswerRow = {
  respondent: 0,
  repeat: 0,
  position: 1,
  probeId: "vote",
  shown: [1, 0],
  texts: ["Hm.", "=HYPERLINK(1)"],
  verdict: "answered",
  answer: ["bus", "bike"],
  shares: null,
  refusalShare: null,
  model: "local/small",
  promptHash: "ab12",
  seed: 7,
  tokens: { input: 10, cached: 0, output: 2 },
  costNano: 0,
  at: "2026-12-01T06:00:00.000Z",
  backstoryId: "b1",
  title: "Ruth Halvorsen",
  weight: 0.5,
  rakingWeight: null,
  traits: { age: ["18-24", "25-34"] },
  arms: { wording: "plain" },
};

const pages = async function* () {
  yield [row];
};
const textOf = async (parts: AsyncIterable<string>) => (await Array.fromAsync(parts)).join("");

test("S9 answers as CSV say that they are simulated, whose they are and what was written; no cell is a formula", async () => {
  const csv = await textOf(answersAsCsv(pages(), { traits: ["age"], conditions: ["wording"] }));
  const [head = "", first = ""] = csv.replace("\uFEFF", "").split("\r\n");
  const cells = Object.fromEntries(head.split(",").map((name, place) => [name, first.split(",")[place]]));
  expect(cells).toMatchObject({
    simulated: "simulated",
    respondent: "1",
    probe: "vote",
    answer: "bus|bike",
    text: "'=HYPERLINK(1)",
    tries: "2",
    shown: "1|0",
    model: "local/small",
    prompt_sha256: "ab12",
    seed: "7",
    "trait age": "18-24|25-34",
    "condition wording": "plain",
  });
});

test("S9 answers as JSON keep their values", async () => {
  expect(JSON.parse(await textOf(answersAsJson(pages())))).toEqual([{ isSimulated: true, ...row }]);
  expect(JSON.parse(await textOf(answersAsJson((async function* () {})())))).toEqual([]);
});
