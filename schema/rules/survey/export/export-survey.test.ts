import Papa from "papaparse";
import { expect, test } from "vitest";
import type { SurveyExportFormat } from "../../../messages/survey.ts";
import { exportSurvey } from "./export-survey.ts";

const model = {
  elements: [
    {
      type: "radiogroup",
      name: "travel",
      title: "Bus, 'bike'\nor \"other\"?",
      choices: [{ value: "b", text: "=cmd()" }, "bike"],
    },
    { type: "checkbox", name: "seen", choices: ["x", "y"], visibleIf: "{travel} = 'b'" },
    { type: "rating", name: "with", title: "How good?", rateMax: 3 },
    { type: "matrix", name: "trust", columns: [1, 2], rows: ["press", "Press"] },
    { type: "text", inputType: "number", name: "age", min: 18 },
    { type: "comment", name: "why" },
    { type: "boolean", name: "ok" },
  ],
};
const write = (format: SurveyExportFormat) => exportSurvey({ name: 'A / "B".\nC.', version: 2, model }, format);
const rowsOf = (content: string) => Papa.parse<string[]>(content.replace("\uFEFF", "").trim()).data;

test("S1 the codebook has each variable, what its codes mean, and when it is asked", () => {
  const rows = rowsOf(write("codebook").content);
  expect(rows[0]).toEqual(["variable", "question id", "type", "text", "value", "label", "shown if"]);
  expect(rows).toContainEqual(["seen_x", "seen", "multiple", "seen – x", "1", "chosen", "{travel} = 'b'"]);
  expect(rows).toContainEqual(["trust_press", "trust", "matrix", "trust – press", "2", "2", ""]);
  expect(rows).toContainEqual(["backstory", "", "text", expect.stringContaining("share one"), "", "", ""]);
  expect(rows).toContainEqual(["age", "age", "numeric", "age", "18 – …", "", ""]);
  expect(rows).toContainEqual(["ok", "ok", "yes-no", "ok", "1", "Yes", ""]);
});

test("S1 no cell of an export is a formula, and a name makes no other file name", () => {
  for (const format of ["csv", "codebook"] as const)
    for (const cell of rowsOf(write(format).content).flat()) expect(cell).not.toMatch(/^[=+@\t]/);
  expect(write("csv").name).toBe("A-B-C-v2.csv");
  expect(write("spss").name).toBe("A-B-C-v2.sps");
});

test("S1 SPSS syntax has names that SPSS allows, each once, and texts that cannot end their literal", () => {
  const { content } = write("spss");
  const names = [...content.matchAll(/^ {4}(\S+) (?:A2000|F12\.6)\.?$/gm)].map(([, name]) => name!);
  expect(names.slice(0, 6)).toEqual(["simulated", "respondent", "repeat", "backstory", "weight", "raking_weight"]);
  expect(names.slice(6)).toEqual([
    "travel",
    "seen_x",
    "seen_y",
    "v_with",
    "trust_press",
    "trust_Press_2",
    "age",
    "why",
    "ok",
  ]);
  expect(content).toContain(`  travel 'Bus, ''bike'' or "other"?'`);
  expect(content).toContain("VALUE LABELS travel\n  'b' '=cmd()'\n  'bike' 'bike'.");
  expect(content).toContain("VALUE LABELS v_with\n  1 '1'\n  2 '2'\n  3 '3'.");
  expect(content).toContain("VARIABLE LEVEL v_with trust_press trust_Press_2 (ORDINAL).");
  expect(content).toContain('* A / "B". C., version 2.');
  // Every literal is closed on its line.
  for (const line of content.split("\n")) expect((line.match(/'/g) ?? []).length % 2, line).toBe(0);
});

test("S1 labels are cut to what SPSS holds, by whole characters", () => {
  const long = { elements: [{ type: "comment", name: "a", title: "ä".repeat(300) }] };
  const { content } = exportSurvey({ name: "x", version: 1, model: long }, "spss");
  expect(content).toContain(`'${"ä".repeat(127)}'`);
});

test("S1 SPSS syntax has a name of its own for each of a great many variables that differ in odd characters only", () => {
  const odd = (place: number) => [...place.toString(8)].map((digit) => "+-*/=<>~"[Number(digit)]).join("");
  const rows = Array.from({ length: 30_000 }, (_, place) => odd(place));
  const { content } = exportSurvey(
    { name: "x", version: 1, model: { elements: [{ type: "matrix", name: "q", columns: [1, 2], rows }] } },
    "spss",
  );
  const names = [...content.matchAll(/^ {4}(q\S*) F12\.6\.?$/gm)].map(([, name]) => name!);
  expect(names.slice(0, 3)).toEqual(["q", "q_2", "q_3"]);
  expect(new Set(names).size).toBe(30_000);
});
