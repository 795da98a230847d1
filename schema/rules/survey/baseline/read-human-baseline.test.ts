import { expect, test } from "vitest";
import { CodebookColumn } from "../../../messages/human-baseline.ts";
import { message } from "../../../messages/message.ts";
import { listProbes } from "../list-probes.ts";
import { STANDARD_TRAITS } from "../standard-traits.ts";
import { readHumanBaseline, readTable } from "./read-human-baseline.ts";

const PROBES = listProbes({
  elements: [
    {
      type: "radiogroup",
      name: "news",
      choices: [
        { value: "p", text: "Paper" },
        { value: "s", text: "Screen" },
      ],
    },
    { type: "boolean", name: "car" },
    { type: "text", inputType: "number", name: "miles" },
    { type: "checkbox", name: "reads", choices: ["a", "b"] },
    { type: "comment", name: "why" },
  ],
});
const question = (column: string, probe: string, codes: Record<string, string | null> = {}) =>
  CodebookColumn.parse({
    column,
    means: { kind: "question", probe },
    codes: Object.entries(codes).map(([code, option]) => ({ code, option })),
  });
const WEIGHT = CodebookColumn.parse({ column: "w", means: { kind: "weight" } });
const read = (csv: string, codebook: CodebookColumn[]) =>
  readHumanBaseline({ csv, codebook }, { probes: PROBES, traits: STANDARD_TRAITS });
const codesOf = (csv: string, codebook: CodebookColumn[]) => read(csv, codebook).faults.map(({ code }) => code);

test("S7 codes, values and texts of options become answers, a weight column weights, an empty cell no answer", () => {
  const csv = "\uFEFFq1;Car;km;w\n1;yes;12.5;0.5\n2;0;;2\nscreen;TRUE;999;1\n;no;3;1";
  const codebook = [
    question("q1", "news", { 1: "p", 2: "s" }),
    question("Car", "car"),
    question("km", "miles", { 999: null }),
    WEIGHT,
  ];
  const { faults, data } = read(csv, codebook);
  expect(faults).toEqual([]);
  expect(data).toEqual({
    columns: { news: ["p", "s", "s", null], car: [true, false, true, false], miles: [12.5, null, null, 3] },
    weights: [0.5, 2, 1, 1],
    people: 4,
    notUnderstood: [],
  });
});

test("S7 what is not understood is no answer, and is listed with how often it was there", () => {
  const { data } = read("q1,km\nPaper,near\nRadio,3\nRadio,far", [question("q1", "news"), question("km", "miles")]);
  expect(data.columns).toEqual({ news: ["p", null, null], miles: [null, 3, null] });
  expect(data.notUnderstood).toEqual([
    { column: "q1", value: "Radio", count: 2 },
    { column: "km", value: "near", count: 1 },
    { column: "km", value: "far", count: 1 },
  ]);
});

test("S7 a trait is read as its built-in values", () => {
  const trait = CodebookColumn.parse({
    column: "pid",
    means: { kind: "trait", trait: "party" },
    codes: [{ code: "0", option: "democrat" }],
  });
  const { data } = read("q1,pid\nPaper,0\nPaper,Republican", [question("q1", "news"), trait]);
  expect(data.columns["party"]).toEqual(["democrat", "republican"]);
});

test("S7 all that is wrong with a file and its codebook is named at once", () => {
  const codebook = [
    question("q1", "news", { 1: "x" }),
    question("q1", "news"),
    question("q9", "later"),
    question("w", "reads"),
    CodebookColumn.parse({ column: "t", means: { kind: "trait", trait: "shoe" } }),
  ];
  expect(codesOf("q1,w,t,t\n1,2\n1,2,3,4", codebook)).toEqual([
    "baseline-broken-rows",
    "baseline-heading-twice",
    "baseline-no-column",
    "baseline-column-twice",
    "baseline-meaning-twice",
    "baseline-no-option",
    "baseline-no-question",
    "baseline-no-question",
    "baseline-no-trait",
  ]);
  const { faults } = read("q1,w\n1,-1\n2,x\n1,1", [question("q1", "news", { 1: "p", 2: "s" }), WEIGHT]);
  expect(faults).toEqual([{ code: "baseline-wrong-weights", values: { column: "w", count: 2, row: 2 } }]);
  expect(codesOf("q1,w\np,0", [question("q1", "news"), WEIGHT])).toEqual(["baseline-no-weight"]);
  expect(codesOf("w\n1", [WEIGHT])).toEqual(["baseline-no-answers"]);
  expect(codesOf("q1", [question("q1", "news")])).toEqual(["baseline-no-people"]);
});

test("S7 more people than are kept are refused", () => {
  const csv = ["q1", ...Array.from({ length: 20_001 }, () => "p")].join("\n");
  expect(codesOf(csv, [question("q1", "news")])).toEqual(["baseline-many-people"]);
});

test("S7 a file that is nearly all headings keeps nobody waiting, and its repeated ones are named", () => {
  const heads = Array.from({ length: 250_000 }, (_, place) => place.toString(36));
  expect(readTable(`${[...heads, "a1"].join(",")}\n`).faults.slice(-1)).toEqual([
    message("baseline-heading-twice", { column: "a1" }),
  ]);
});
