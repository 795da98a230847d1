import { expect, test } from "vitest";
import { PersonaDraft, type Persona } from "../../messages/persona.ts";
import { describePanel } from "./describe-panel.ts";

const shape = PersonaDraft.shape.demographics;
const member = (age: number | null, gender = "", occupation = "") => ({
  demographics: shape.parse({ age, gender, occupation }),
  attitude: "Neutral" as Persona["attitude"],
  background: { expertise: [] as string[] },
});
const minded = (attitude: Persona["attitude"], ...expertise: string[]) => ({
  ...member(null),
  attitude,
  background: { expertise },
});
const BLANK = ["nobody-doubts", "nobody-favours", "no-expertise"];

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
    stances: [{ attitude: "Neutral", count: 4 }],
    expertise: [],
    gaps: BLANK,
  });
});

test("C9 a panel that is small, or all of one gender, generation or occupation, says so", () => {
  expect(describePanel([member(27, "woman"), member(61, "woman")]).gaps).toEqual(["few"]);
  const alike = [member(27, "woman", "nurse"), member(33, "Woman", "nurse"), member(41, "woman", "nurse")];
  expect(describePanel(alike).gaps).toEqual(["one-gender", "one-generation", "one-occupation", ...BLANK]);
  expect(describePanel([...alike, member(70, "", "")]).gaps).toEqual(BLANK);
});

test("C9 what is not known of everybody is no gap, and nobody is no panel", () => {
  const alike = [member(27, "woman", "nurse"), member(33, "woman", "nurse")];
  expect(describePanel([...alike, member(null)]).gaps).toEqual(BLANK);
  expect(describePanel([])).toEqual({
    ages: null,
    genders: [],
    occupations: [],
    stances: [],
    expertise: [],
    gaps: [],
  });
});

test("C9 a panel's stances go from against to in favour, and its expertise is counted once a person", () => {
  const facts = describePanel([
    minded("Excited", "buses", "Buses"),
    minded("Skeptical", "Buses", "risk"),
    minded("Excited"),
  ]);
  expect(facts.stances).toEqual([
    { attitude: "Skeptical", count: 1 },
    { attitude: "Excited", count: 2 },
  ]);
  expect(facts.expertise).toEqual([
    { name: "buses", count: 2 },
    { name: "risk", count: 1 },
  ]);
  expect(facts.gaps).toEqual([]);
});

test("C9 a panel without anybody who doubts, without anybody in favour, or of one expertise or none says so", () => {
  const gapsOf = (...members: ReturnType<typeof minded>[]) => describePanel(members).gaps;
  const [fan, doubter, neutral] = [minded("Intrigued", "law"), minded("Pessimistic", "care"), minded("Neutral", "tax")];
  expect(gapsOf(fan, neutral, neutral)).toEqual(["nobody-doubts"]);
  expect(gapsOf(doubter, neutral, neutral)).toEqual(["nobody-favours"]);
  expect(gapsOf(doubter, fan, neutral)).toEqual([]);
  expect(gapsOf(doubter, fan, minded("Neutral"))).toEqual([]);
  expect(gapsOf(...(["Skeptical", "Excited", "Neutral"] as const).map((one) => minded(one, "Law")))).toEqual([
    "one-expertise",
  ]);
  expect(gapsOf(minded("Skeptical"), minded("Excited"), minded("Neutral"))).toEqual(["no-expertise"]);
  expect(gapsOf(fan, neutral)).toEqual(["few"]);
});
