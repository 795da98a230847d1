import { beforeAll, describe, expect, test } from "vitest";
import { LIFE_THEMES } from "../../../schema/rules/survey/life-questions.ts";
import { UNKNOWN } from "../../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { PROJECT_FOLDER } from "../../run-process.process.ts";
import { readAuthoredBackstories } from "./authored-backstories.process.ts";
import type { AuthoredFile } from "./parse-backstory.ts";
import { countWords } from "./count-words.ts";
import { parseBackstory } from "./parse-backstory.ts";

const LEAST_WORDS = 700;
const RUN_WORDS = 8;
const textOf = ({ answers }: Pick<AuthoredFile, "answers">) => answers.map(({ answer }) => answer).join("\n");

describe("the backstories that ship", () => {
  let files: AuthoredFile[];
  beforeAll(async () => void (files = await readAuthoredBackstories(`${PROJECT_FOLDER}/backstories`)));

  test("S2 each has ten answers in the first person, 700 words or more, and says when it is told", () => {
    for (const { key, answers, setIn, ...file } of files) {
      expect(
        answers.map(({ theme }) => theme),
        key,
      ).toEqual(LIFE_THEMES);
      expect(countWords(textOf({ answers })), key).toBeGreaterThanOrEqual(LEAST_WORDS);
      for (const { theme, answer } of answers) expect(answer, `${key} ${theme}`).toMatch(/\b(?:I|me|my|we|us|our)\b/i);
      expect(setIn, key).toBe("October 1996");
      expect(file.title.length, key).toBeLessThan(100);
    }
  });

  test("S2 they are fifty or more, of every age, schooling, income, race, region and party, and no party is of one kind", () => {
    expect(files.length).toBeGreaterThanOrEqual(50);
    const valueOf = (file: AuthoredFile, trait: string) => Object.keys(file.labels[trait]!.distribution)[0]!;
    const valuesOf = (trait: string, some = files) => new Set(some.map((file) => valueOf(file, trait)));
    const rare = new Set(["other-gender"]);
    for (const { id, values } of STANDARD_TRAITS)
      for (const value of values)
        if (!rare.has(value.id)) expect(valuesOf(id).has(value.id), `${id} ${value.id}`).toBe(true);
    for (const party of ["democrat", "republican", "independent"]) {
      const members = files.filter((file) => valueOf(file, "party") === party);
      expect(members.length, party).toBeGreaterThanOrEqual(8);
      for (const trait of ["age", "race", "education", "region", "religion"])
        expect(valuesOf(trait, members).size, `${party} ${trait}`).toBeGreaterThanOrEqual(3);
    }
  });

  test("S2 no two share a run of eight words", () => {
    const seen = new Map<string, string>();
    for (const file of files) {
      const words = textOf(file)
        .toLowerCase()
        .match(/[\p{L}\p{N}'’]+/gu)!;
      for (let start = 0; start + RUN_WORDS <= words.length; start++) {
        const run = words.slice(start, start + RUN_WORDS).join(" ");
        expect(seen.get(run) ?? file.key, run).toBe(file.key);
        seen.set(run, file.key);
      }
    }
  });

  test("S3 each label is the author's: stated in words of the text, or Unknown", () => {
    for (const file of files)
      for (const [trait, { distribution, evidence, model, source }] of Object.entries(file.labels)) {
        const [value] = Object.keys(distribution);
        expect({ model, source, distribution }, `${file.key} ${trait}`).toEqual({
          source: "explicit",
          distribution: { [value!]: 1 },
        });
        if (value === UNKNOWN) expect(evidence).toBeUndefined();
        else
          expect(
            file.answers.some(({ answer }) => answer.includes(evidence!)),
            `${file.key} ${trait}`,
          ).toBe(true);
      }
  });
});

describe("the format of a backstory's file", () => {
  const file = (labels: Record<string, string>, answer = "I was born in a small town, and I am forty.") =>
    [
      "# Somebody\n\nTold in October 1996.\n",
      ...LIFE_THEMES.map((theme) => `## ${theme}\n${answer}\n`),
      "## Labels",
      ...STANDARD_TRAITS.map(({ id }) => `- ${id} = ${labels[id] ?? "unknown"}`),
    ].join("\n");

  test("S3 a label needs a value of its trait and words that are in the text, letter by letter", () => {
    expect(parseBackstory(file({ age: "35-44 | I am forty" })).labels["age"]).toEqual({
      distribution: { "35-44": 1 },
      source: "explicit",
      count: 1,
      evidence: "I am forty",
    });
    expect(() => parseBackstory(file({ age: "35-44" }))).toThrow("quotes no words");
    expect(() => parseBackstory(file({ age: "35-44 | i am forty" }))).toThrow("not in the text");
    expect(() => parseBackstory(file({ age: "about-forty | I am forty" }))).toThrow("no value of age");
  });

  test("S2 a missing answer, heading or label is named", () => {
    expect(() => parseBackstory(file({}).replace(/## health\n.+\n/, ""))).toThrow("answer health is missing");
    expect(() => parseBackstory(file({}).replace("Told in", "In"))).toThrow("Told in");
    expect(() => parseBackstory(file({}).replace("- party = unknown", ""))).toThrow("label party is missing");
    expect(() => parseBackstory(file({}).replace("## Labels", "## Notes\n\n## Labels"))).toThrow("other sections");
  });
});
