/**
 * The format of the backstories that ship (`backstories/NN-name.md`): a heading with who it is, a line with when it is
 * told, one section per life question under the name of its theme, and a section `Labels` with lines
 * `- trait = value | words of the text`, or `- trait = unknown`.
 */
import type { LifeAnswer } from "../../../schema/messages/backstory.ts";
import { UNKNOWN, type TraitDistribution } from "../../../schema/rules/survey/labels.ts";
import { LIFE_QUESTIONS } from "../../../schema/rules/survey/life-questions.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";

export type AuthoredBackstory = {
  title: string;
  setIn: string;
  answers: LifeAnswer[];
  labels: Record<string, TraitDistribution>;
};

/** @throws Error with what is wrong, for the file's author */
/** `key`: the name of its file. */
export type AuthoredFile = AuthoredBackstory & { key: string };

export function parseBackstory(text: string): AuthoredBackstory {
  const [head = "", ...sections] = text.split(/^## /m);
  const { title, setIn } = /^# (?<title>.+)\n+Told in (?<setIn>.+?)\./.exec(head)?.groups ?? {};
  if (!title || !setIn) throw new Error("it must begin with `# Title` and a line `Told in October 1996.`");
  const bodies = new Map(sections.map(splitSection));
  const answers = LIFE_QUESTIONS.map(({ theme, question }) => {
    const answer = bodies.get(theme);
    if (!answer) throw new Error(`the answer ${theme} is missing`);
    return { theme, question, answer };
  });
  if (bodies.size !== answers.length + 1) throw new Error("it has other sections than ten answers and the labels");
  return { title, setIn, answers, labels: parseLabels(bodies.get("Labels") ?? "", answers) };
}

function splitSection(section: string): [string, string] {
  const end = section.indexOf("\n");
  return [section.slice(0, end).trim(), section.slice(end).trim()];
}

function parseLabels(body: string, answers: readonly LifeAnswer[]): Record<string, TraitDistribution> {
  const lines = body.split("\n").filter(Boolean);
  const stated = new Map(lines.map((line) => parseLabel(line, answers)));
  const traits: readonly SurveyTrait[] = STANDARD_TRAITS;
  return Object.fromEntries(
    traits.map(({ id, values }) => {
      const label = stated.get(id);
      if (!label) throw new Error(`the label ${id} is missing`);
      const value = Object.keys(label.distribution)[0]!;
      if (value !== UNKNOWN && !values.some((each) => each.id === value))
        throw new Error(`${value} is no value of ${id}`);
      return [id, label];
    }),
  );
}

function parseLabel(line: string, answers: readonly LifeAnswer[]): [string, TraitDistribution] {
  const { trait, value, evidence } =
    /^- (?<trait>[\w-]+) = (?<value>[\w-]+)(?: \| (?<evidence>.+))?$/.exec(line)?.groups ?? {};
  if (!trait || !value) throw new Error(`this label cannot be read: ${line}`);
  if (value !== UNKNOWN && !evidence) throw new Error(`the label ${trait} quotes no words of the text`);
  if (evidence && !answers.some(({ answer }) => answer.includes(evidence)))
    throw new Error(`these words are not in the text: ${evidence}`);
  return [trait, { distribution: { [value]: 1 }, source: "explicit", count: 1, ...(evidence && { evidence }) }];
}
