import { expect, test } from "vitest";
import { PersonaDraft } from "../../messages/persona.ts";
import { describePanel } from "./describe-panel.ts";

const shape = PersonaDraft.shape.demographics;
const member = (age: number | null, gender = "", occupation = "") => ({
  demographics: shape.parse({ age, gender, occupation }),
});

test("C9 a panel is described by its ages, genders and occupations, as far as they are known", () => {
  const facts = describePanel([
    member(27, "woman", "nurse"),
    member(61, "man", "Nurse "),
    member(null, "woman", "bus driver"),
    member(40),
  ]);
  expect(facts).toEqual({
    ages: { youngest: 27, oldest: 61 },
    genders: [
      { name: "woman", count: 2 },
      { name: "man", count: 1 },
    ],
    occupations: [
      { name: "nurse", count: 2 },
      { name: "bus driver", count: 1 },
    ],
    gaps: [],
  });
});

test("C9 a panel that is small, or all of one gender, generation or occupation, says so", () => {
  expect(describePanel([member(27, "woman"), member(61, "woman")]).gaps).toEqual(["few"]);
  const alike = [member(27, "woman", "nurse"), member(33, "Woman", "nurse"), member(41, "woman", "nurse")];
  expect(describePanel(alike).gaps).toEqual(["one-gender", "one-generation", "one-occupation"]);
  expect(describePanel([...alike, member(70, "", "")]).gaps).toEqual([]);
});

test("C9 what is not known of everybody is no gap, and nobody is no panel", () => {
  const alike = [member(27, "woman", "nurse"), member(33, "woman", "nurse")];
  expect(describePanel([...alike, member(null)]).gaps).toEqual([]);
  expect(describePanel([])).toEqual({ ages: null, genders: [], occupations: [], gaps: [] });
});
