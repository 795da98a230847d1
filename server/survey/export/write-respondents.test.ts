import Papa from "papaparse";
import { expect, test } from "vitest";
import { writeSpss } from "../../../schema/rules/survey/export/write-spss.ts";
import { exportSurvey } from "../../../schema/rules/survey/export/export-survey.ts";
import type { AnswerRow } from "./run-export.store.ts";
import { respondentsAsCsv } from "./write-respondents.ts";

const SURVEY = {
  conditions: [
    {
      name: "frame",
      arms: [
        { name: "gain", text: "saves 200" },
        { name: "loss", text: "lets 400 die" },
      ],
    },
  ],
  elements: [
    { type: "radiogroup", name: "weight", choices: [{ value: "=b", text: "Bus" }, "bike"] },
    { type: "checkbox", name: "carry", choices: ["bag", "dog"] },
    { type: "ranking", name: "order", choices: ["x", "y"] },
    { type: "matrix", name: "trust", columns: [1, 2], rows: ["press", "court"] },
    { type: "text", inputType: "number", name: "age" },
    { type: "boolean", name: "ok" },
    { type: "comment", name: "why" },
  ],
};
const TRAITS = ["age", "Likes trains"];

const row = (respondent: number, repeat: number, probeId: string, answer: AnswerRow["answer"]) =>
  ({
    respondent,
    repeat,
    probeId,
    answer,
    backstoryId: "b1",
    weight: 0.5,
    rakingWeight: null,
    traits: { age: ["18-24", "25-34"] },
    arms: { frame: "gain" },
  }) as unknown as AnswerRow;

const GIVEN: AnswerRow[] = [
  row(0, 0, "weight", "=b"),
  row(0, 0, "carry", ["dog"]),
  row(0, 0, "order", ["y", "x"]),
  row(0, 0, "trust.court", 2),
  row(0, 0, "age", 41),
  row(0, 0, "ok", true),
  row(0, 0, "why", "Because,\nof it"),
  row(0, 1, "weight", null),
  row(0, 1, "carry", []),
  row(3, 0, "ok", false),
];

/** However the pages divide the rows. */
const fileOf = async (size: number): Promise<string> => {
  const pages = async function* () {
    for (let from = 0; from < GIVEN.length; from += size) yield GIVEN.slice(from, from + size);
  };
  return (await Array.fromAsync(respondentsAsCsv(pages(), { survey: SURVEY, traits: TRAITS }))).join("");
};
const rowsOf = (text: string) => Papa.parse<string[]>(text.replace("\uFEFF", "").trim()).data;

test("S9 a file for statistics programs has a row per respondent and repeat, and in each column what its codes mean", async () => {
  const rows = rowsOf(await fileOf(100));
  const [head = [], ...people] = rows;
  expect(people).toHaveLength(3);
  const [first, again, third] = people.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at]])));
  expect(first).toEqual({
    simulated: "simulated",
    respondent: "1",
    repeat: "1",
    backstory: "b1",
    weight: "0.5",
    raking_weight: "",
    weight_2: "'=b",
    carry_bag: "0",
    carry_dog: "1",
    order_x: "2",
    order_y: "1",
    trust_press: "",
    trust_court: "2",
    age: "41",
    ok: "1",
    why: "Because,\nof it",
    condition_frame: "gain",
    trait_age: "18-24|25-34",
    trait_Likes_trains: "",
  });
  expect(again).toMatchObject({
    respondent: "1",
    repeat: "2",
    weight_2: "",
    carry_bag: "0",
    carry_dog: "0",
    order_x: "",
  });
  expect(third).toMatchObject({ respondent: "4", repeat: "1", carry_bag: "", ok: "0" });
  for (const size of [1, 3, 7]) expect(rowsOf(await fileOf(size))).toEqual(rows);
});

test("S9 S1 the syntax reads exactly the columns that the file has, and labels values as the file writes them", async () => {
  const syntax = writeSpss(
    { name: "Ways", version: 1, model: SURVEY },
    { file: "Ways-respondents.csv", traits: TRAITS },
  );
  const read = [...syntax.matchAll(/^ {4}(\S+) (?:A2000|F12\.6)\.?$/gm)].map(([, name]) => name!);
  const [head = []] = rowsOf(await fileOf(100));
  expect(read).toEqual(head);
  expect(syntax).toContain("/FILE='Ways-respondents.csv'");
  expect(syntax).toContain("VALUE LABELS weight_2\n  '''=b' 'Bus'");
  // The survey's own syntax and codebook know no target: the file's last columns are the traits of its people.
  const survey = { name: "Ways", version: 1, model: SURVEY };
  const named = new Set(
    rowsOf(exportSurvey(survey, "codebook").content)
      .slice(1)
      .map(([variable]) => variable),
  );
  expect([...named]).toEqual(head.filter((name) => !name.startsWith("trait_")));
});
