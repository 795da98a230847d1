import { describe, expect, test } from "vitest";
import { readElements, textOf } from "../../../../schema/rules/survey/read-questions.ts";
import {
  addElement,
  changeElement,
  changeKind,
  freeName,
  moveElement,
  newElement,
  OFFERED_TYPES,
  optionsFromLines,
  removeElement,
  type OfferedKind,
} from "./edit-model.ts";

const WORDS = ["Yes", "No"] as const;
const model = {
  title: "Kept",
  pages: [
    { name: "one", elements: [{ type: "comment", name: "a" }] },
    {
      name: "two",
      elements: [
        { type: "panel", name: "box", elements: [{ type: "comment", name: "b", odd: 1 }] },
        { type: "comment", name: "c" },
      ],
    },
  ],
};
const names = (survey: Record<string, unknown>) =>
  readElements(survey)
    .map(({ json }) => textOf(json["name"]))
    .join("");

describe("a survey's questions", () => {
  test("S1 are added, moved over pages and panels, changed and removed, and the rest stays as it is", () => {
    expect(names(addElement(model, 0, { type: "comment", name: "x" }))).toBe("axbc");
    expect(names(addElement(model, 1, { type: "comment", name: "x" }))).toBe("abxc");
    expect(names(addElement({}, -1, { type: "comment", name: "x" }))).toBe("x");
    expect(names(moveElement(model, 0, 1))).toBe("bac");
    expect(names(moveElement(model, 2, 1))).toBe("acb");
    expect(names(moveElement(model, 0, 2))).toBe("bca");
    expect(names(moveElement(model, 2, 0))).toBe("cab");
    expect(moveElement(model, 0, -1)).toBe(model);
    expect(moveElement(model, 2, 3)).toBe(model);
    expect(names(removeElement(model, 1))).toBe("ac");
    const changed = changeElement(model, 1, { title: "New", odd: undefined });
    expect(readElements(changed)[1]!.json).toEqual({ type: "comment", name: "b", title: "New" });
    expect(changed["title"]).toBe("Kept");
    expect(names(model)).toBe("abc");
  });

  test("S1 a new question of each type can be asked at once, under a name of its own", () => {
    for (const kind of Object.keys(OFFERED_TYPES) as OfferedKind[]) {
      const name = freeName(model);
      const { question } = readElements(addElement(model, 0, newElement(kind, name, WORDS)))[1]!;
      expect(question).toMatchObject({ kind, name });
      if (!["numeric", "open"].includes(kind)) expect(question!.options.length).toBeGreaterThanOrEqual(2);
    }
    expect(freeName({ elements: [{ name: "Q2" }, { name: "q3" }] })).toBe("q4");
  });

  test("S1 another type keeps the text, the rule and the options", () => {
    const single = {
      elements: [{ type: "radiogroup", name: "a", title: "Which?", visibleIf: "{z} = 1", choices: ["x", "y"] }],
    };
    const matrix = changeKind(single, 0, "matrix", WORDS);
    expect(readElements(matrix)[0]!.json).toMatchObject({ type: "matrix", title: "Which?", columns: ["x", "y"] });
    const back = readElements(changeKind(matrix, 0, "multiple", WORDS))[0]!.json;
    expect(back).toMatchObject({ type: "checkbox", choices: ["x", "y"], visibleIf: "{z} = 1" });
    expect(readElements(changeKind(single, 0, "scale", WORDS))[0]!.json).not.toHaveProperty("choices");
  });

  test("S1 an option that is reworded, moved or added to keeps its value; a new one gets a new value", () => {
    const before = [
      { value: "bus", text: "Bus" },
      { value: "1", text: "Bike" },
    ];
    expect(optionsFromLines(["Bus", "Bicycle"], before)).toEqual([
      { value: "bus", text: "Bus" },
      { value: "1", text: "Bicycle" },
    ]);
    expect(optionsFromLines(["Bike", "Bus"], before).map(({ value }) => value)).toEqual(["1", "bus"]);
    expect(optionsFromLines(["Bus", "Train", "Bike"], before).map(({ value }) => value)).toEqual(["bus", "2", "1"]);
    expect(optionsFromLines(["Bike"], before)).toEqual([{ value: "1", text: "Bike" }]);
    expect(optionsFromLines(["x", "y"], ["x", 7])).toEqual([
      { value: "x", text: "x" },
      { value: 7, text: "y" },
    ]);
  });
});
