import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exportSurvey } from "../export/export-survey.ts";
import { checkSurvey } from "../check-survey.ts";
import { nextProbe } from "../next-probe.ts";
import { readQuestions } from "../read-questions.ts";
import { createNamer } from "./name-questions.ts";
import { readPiping } from "./qsf-logic.ts";
import { readQsfQuestion } from "./qsf-question.ts";
import { importSurvey, MAX_FILE_MEBIBYTES } from "./import-survey.ts";
import { commute } from "./test-survey.qsf.ts";

const read = (text: string, file = "file.qsf") => {
  const { imported, problem } = importSurvey(file, text);
  if (!imported) throw new Error(JSON.stringify(problem));
  return imported;
};
const saidOf = (file: object) =>
  read(JSON.stringify(file)).notes.map(({ code, question, values }) => [question, code, Object.values(values)[0]]);

describe("a survey of Qualtrics", () => {
  const { draft, notes } = read(JSON.stringify(commute));
  const questions = readQuestions(draft.model);
  const find = (name: string) => questions.find((question) => question.name === name)!;

  test("S1 its questions come in the order of the flow, by type, with options in their order, and none from the trash", () => {
    expect(draft.name).toBe("Ways to work");
    expect(questions.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      "rides single",
      "Q2_reasons multiple",
      "trust matrix",
      "order ranking",
      "age numeric",
      "nps scale",
      "warm_1 numeric",
      "warm_2 numeric",
      "uses_1 multiple",
      "why open",
    ]);
    expect(find("rides").options.map(({ value, text }) => [value, text])).toEqual([
      ["2", "Yes & often"],
      ["1", "No"],
    ]);
    expect(find("trust")).toMatchObject({ isRequired: true, rows: [{ text: "Press" }, { text: "Courts" }] });
    expect(find("age")).toMatchObject({ min: 18, max: 99 });
    expect(find("nps").options.length).toBe(11);
    expect(find("Q2_reasons").options.at(-1)).toMatchObject({ text: "None", isLast: true });
  });

  test("S1 display logic, branches and skips decide as they did there, and earlier answers are piped", () => {
    expect(nextProbe(draft.model, {}, {})).toMatchObject({ id: "rides", introduction: ["About your way to work."] });
    // A skip from “No” to the end of the block.
    expect(nextProbe(draft.model, { rides: "1" }, {})!.id).toBe("age");
    const riding = { rides: "2" };
    expect(nextProbe(draft.model, riding, {})!.title).toBe("You said Yes & often. Why?");
    expect(nextProbe(draft.model, { ...riding, Q2_reasons: ["1"] }, {})!.id).toBe("trust.1");
    // Shown only with the first reason.
    expect(nextProbe(draft.model, { ...riding, Q2_reasons: ["2"] }, {})!.id).toBe("order");
    const grown = { rides: "1", age: 40, nps: 5, warm_1: 1, warm_2: 2, uses_1: null };
    // The same block on two branches: for those of 30 and more, or who ride.
    expect(nextProbe(draft.model, grown, {})!.id).toBe("why");
    expect(nextProbe(draft.model, { ...grown, age: 20 }, {})).toBeNull();
    const rider = { ...grown, age: 20, rides: "2", Q2_reasons: null, order: null };
    expect(nextProbe(draft.model, rider, {})!.id).toBe("why");
  });

  test("S1 what is not understood is listed with its question, and nothing is dropped in silence", () => {
    const said = saidOf(commute);
    expect(said).toContainEqual([null, "survey-import-skipped", "EmbeddedData"]);
    expect(said).toContainEqual([null, "survey-import-skipped", "BlockRandomizer"]);
    expect(said).toContainEqual([null, "survey-import-skipped", "1 × Trash"]);
    expect(said).toContainEqual(["photo", "survey-import-skipped", "FileUpload"]);
    expect(said).toContainEqual(["why", "survey-import-options", "${e://Field/city}"]);
    expect(said).toContainEqual(["warm", "survey-import-rule", "DisplayLogic"]);
    expect(said).toContainEqual(["Q2_reasons", "survey-import-options", "text field at “Another”"]);
    expect(notes.every(({ level }) => level === "note")).toBe(true);
    expect(checkSurvey(draft.model).filter(({ level }) => level === "error")).toEqual([]);
  });

  test("S1 whatever is missing from such a file, reading it throws nothing", () => {
    const paths: string[][] = [];
    const walk = (value: unknown, path: string[]) => {
      if (path.length > 0) paths.push(path);
      if (typeof value === "object" && value !== null)
        for (const [key, part] of Object.entries(value)) walk(part, [...path, key]);
    };
    walk(commute, []);
    const odd = fc.constantFrom<unknown>(null, "", 7, true, [], {}, [null], { "0": null });
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, (path, value) => {
        const broken = structuredClone(commute) as Record<string, unknown>;
        let parent = broken;
        for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
        parent[path.at(-1)!] = value;
        const { imported } = importSurvey("broken.qsf", JSON.stringify(broken));
        if (imported) checkSurvey(imported.draft.model);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a survey as CSV", () => {
  const lines = [
    "id,type,question,options,rows,min,max,ordinal,required,show if,colour",
    'a1,single choice,"Bus, or bike?",bus=By bus|bike=By bike,,,,,yes,,red',
    "age,number,How old are you?,,,18,99,,,{a1} = 'bus',",
    "often,single,How often?,never|sometimes|daily,,,,yes,,,",
    "trust,matrix,Trust in,no|yes,press|courts,,,,,,",
    "odd,haiku,A poem?,,,,,,,,",
    "last,yes/no,Is that all?,,,,,,,,",
  ].join("\r\n");

  test("S1 is read by the names of its columns; an unknown type or column is listed", () => {
    const { draft, notes } = read(`\uFEFF${lines}`, "commute.csv");
    expect(draft.name).toBe("commute");
    expect(readQuestions(draft.model).map(({ name, kind, isOrdinal }) => [name, kind, isOrdinal])).toEqual([
      ["a1", "single", false],
      ["age", "numeric", false],
      ["often", "single", true],
      ["trust", "matrix", true],
      ["odd", "open", false],
      ["last", "yes-no", false],
    ]);
    expect(notes.map(({ code, values }) => [code, Object.values(values)[0]])).toEqual([
      ["survey-import-skipped", "colour"],
      ["survey-import-type", "haiku"],
    ]);
  });

  test("S1 a type or a text that is the name of a part of every object is no other", () => {
    const { draft, notes } = read("id,type,question\na,constructor,A &toString; b?", "a.csv");
    expect(readQuestions(draft.model)).toMatchObject([{ kind: "open", title: "A &toString; b?" }]);
    expect(notes).toMatchObject([{ code: "survey-import-type", values: { type: "constructor" } }]);
  });

  test("S1 options of a yes/no question are its labels", () => {
    const yesNo = (options: string) =>
      readQuestions(read(`id,type,question,options\na,yes/no,Sure?,${options}`, "a.csv").draft.model)[0]!.options;
    expect(yesNo("Ja|Nein")).toMatchObject([
      { value: true, text: "Ja" },
      { value: false, text: "Nein" },
    ]);
    expect(yesNo("y=Ja|n=Nein")).toMatchObject([{ value: "y" }, { value: "n" }]);
    expect(yesNo("Ja")).toMatchObject([{ text: "Yes" }, { text: "No" }]);
  });

  test("S1 what export writes, import reads: any options", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
      .map((any) => `x${any}y`.replace(/\s+/g, " "));
    const value = fc.oneof(fc.constantFrom("Very good", "a=b", "c|d", "e\\", " f ", "-1"), text);
    const options = fc.uniqueArray(fc.record({ value, text: fc.oneof(fc.constantFrom("g=h|i", "C:\\new|"), text) }), {
      minLength: 2,
      selector: ({ value: each }) => each,
    });
    fc.assert(
      fc.property(options, (choices) => {
        const [yes, no] = choices;
        const model = {
          elements: [
            { type: "radiogroup", name: "a", choices },
            { type: "matrix", name: "b", columns: choices, rows: choices },
            { type: "boolean", name: "c", labelTrue: yes!.text, labelFalse: no!.text },
            { type: "boolean", name: "d", valueTrue: yes!.value, valueFalse: no!.value },
            { type: "boolean", name: "e" },
          ],
        };
        const { content } = exportSurvey({ name: "Same", version: 1, model }, "csv");
        expect(readQuestions(read(content, "again.csv").draft.model)).toEqual(readQuestions(model));
      }),
    );
  });

  test("S1 what export writes, import reads: the same questions", () => {
    const { draft } = read(JSON.stringify(commute));
    for (const model of [draft.model, read(lines, "a.csv").draft.model]) {
      const { content } = exportSurvey({ name: "Same", version: 3, model }, "csv");
      const again = readQuestions(read(content, "again.csv").draft.model);
      const plain = readQuestions(model).map((question) => ({
        ...question,
        options: question.options.map((option) => ({ ...option, isLast: false })),
      }));
      expect(again).toEqual(plain);
    }
    const { content, name } = exportSurvey({ name: "Same", version: 3, model: draft.model }, "json");
    expect(name).toBe("Same-v3.json");
    expect(read(content, "same.json").draft).toMatchObject({ name: "Same", model: draft.model });
  });
});

test("S1 a file that is none, is empty, or is too large is refused with its reason", () => {
  const problemOf = (text: string) => importSurvey("a.json", text).problem?.code;
  for (const text of ["", "{", "[]", "a,b\n1,2", '"text"', "\u0000\u0001PNG"])
    expect(problemOf(text), text).toBe("survey-file-unread");
  expect(problemOf('{"pages": []}')).toBe("survey-file-unread");
  const long = JSON.stringify({ elements: [{ type: "comment", name: "a", title: "x".repeat(200_000) }] });
  expect(importSurvey("a.json", long).problem).toMatchObject({
    code: "survey-file-unread",
    values: { problem: { code: "survey-too-long", values: { most: 200_000 } } },
  });
  expect(importSurvey("a.json", '{"elements": [{"type": "comment", "name": "\\u0000"}]}').problem).toMatchObject({
    values: { problem: { code: "survey-file-broken" } },
  });
  expect(problemOf("x".repeat(MAX_FILE_MEBIBYTES * 1024 * 1024 + 1))).toBe("survey-file-too-large");
});

describe("a survey of Qualtrics that is large", () => {
  const qsf = (count: number, skipsOf: (place: number) => object[] = () => []) => {
    const ids = Array.from({ length: count }, (_, place) => `QID${place}`);
    const block = ids.map((QuestionID, place) => ({ Type: "Question", QuestionID, SkipLogic: skipsOf(place) }));
    return {
      SurveyElements: [
        { Element: "BL", Payload: [{ ID: "B", Type: "Default", BlockElements: block }] },
        ...ids.map((QuestionID) => ({
          Element: "SQ",
          Payload: {
            QuestionID,
            DataExportTag: "Q",
            QuestionText: "?",
            QuestionType: "MC",
            Choices: { 1: "Yes", 2: "No" },
          },
        })),
      ],
    };
  };

  test("S1 one with more questions than a survey may come to have is refused, with their number", () => {
    expect(importSurvey("a.qsf", JSON.stringify(qsf(5_000))).problem).toMatchObject({
      code: "survey-many-questions",
      values: { count: 5_000, most: 300 },
    });
  });

  test("S1 many skips over the same questions make one rule of each", () => {
    const skip = (QuestionID: string) => ({
      SkipToDestination: "ENDOFSURVEY",
      Condition: "Selected",
      ChoiceLocator: `q://${QuestionID}/SelectableChoice/1`,
    });
    const { draft } = read(JSON.stringify(qsf(40, (place) => Array.from({ length: 500 }, () => skip(`QID${place}`)))));
    const rules = readQuestions(draft.model).map(({ visibleIf }) => visibleIf);
    expect(rules.slice(0, 3)).toEqual([null, "{Q} <> '1'", "{Q} <> '1' and {Q_2} <> '1'"]);
    expect(rules.at(-1)!.split(" and ").length).toBe(39);
  });

  test("S1 a great many equal names, choices and openings of piped text are read", () => {
    const nameOf = createNamer();
    const names = ["Q_3", ...Array.from({ length: 100_000 }, () => "q")].map(nameOf);
    expect(names.slice(0, 4)).toEqual(["Q_3", "q", "q_2", "q_4"]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(100_001);

    const opening = "${q://".repeat(100_000);
    expect(readPiping(`${opening}QID1/x}`, new Map([["QID1", { name: "a", kind: "open" }]]), () => {})).toBe(
      `${"${q://".repeat(99_999)}{a}`,
    );

    const order = Array.from({ length: 8_000 }, (_, place) => 8_000 - place);
    const payload = {
      QuestionType: "MC",
      Choices: Object.fromEntries(order.map((id) => [id, ""])),
      ChoiceOrder: order,
    };
    const { elements } = readQsfQuestion(payload, "a");
    expect((elements[0]!["choices"] as { value: string }[]).map(({ value }) => Number(value))).toEqual(order);
  });
});
