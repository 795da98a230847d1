/** What a model is given of a respondent before the first question (SPEC S5), by the run's method. */
import type { LifeAnswer } from "../../../schema/messages/backstory.ts";
import type { RunMethod } from "../../../schema/messages/run.ts";
import type { WantedTraits } from "../../../schema/messages/target.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { seededRandom, shuffle } from "../../../schema/rules/seeded-random.ts";
import { wordTrait } from "./word-trait.ts";

export type DescribedRespondent = {
  /** Whom the respondent stands for. */
  traits: WantedTraits;
  seed: number;
  /** Null for methods without interviews. */
  backstory: { setIn: string; answers: readonly LifeAnswer[] } | null;
};

/** English, like the interviews and the wordings of traits. Without the respondent's own traits shown in a fixed order. */
export function describeRespondent(
  method: RunMethod,
  { traits, seed, backstory }: DescribedRespondent,
  setIn: string | null,
): string {
  const inOrder = shuffle(Object.entries(traits), seededRandom(seed, 0));
  const when = setIn ?? backstory?.setIn ?? null;
  const blocks = when === null ? [] : [`It is ${when}.`];
  if (method === "alterity")
    return [...blocks, ...transcript(backstory?.answers ?? []), ...askedTraits(inOrder)].join(GAP);
  if (method === "simple-persona") return [...blocks, inOrder.map(sayOfOneself).join(" ")].join(GAP);
  const list = inOrder.map(([id, values]) => `- ${nameOf(id)}: ${wordValues(id, values)}`).join("\n");
  return [...blocks, `You are a person with these characteristics:\n${list}`, PORTRAY].join(GAP);
}

const GAP = "\n\n";
const PORTRAY = "Portray this person, and answer every question as this person would.";

/** In the form of the questions that follow, so that a base model goes on in it. */
const transcript = (answers: readonly LifeAnswer[]): string[] =>
  answers.flatMap(({ question, answer }) => [`Question: ${question}`, `Answer: ${answer}`]);

const askedTraits = (traits: readonly [string, readonly string[]][]): string[] =>
  traits.flatMap(([id, values]) => [
    `Question: ${standardTrait(id)?.question ?? `${nameOf(id)}?`}`,
    `Answer: ${wordValues(id, values)}`,
  ]);

const standardTrait = (id: string): SurveyTrait | undefined => STANDARD_TRAITS.find((trait) => trait.id === id);

/** Traits that researchers add are named by their id. */
const nameOf = (id: string): string => standardTrait(id)?.wording ?? capitalised(asWords(id));
const asWords = (id: string): string => id.replaceAll("-", " ");
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const wordValues = (id: string, values: readonly string[]): string =>
  values
    .map((value) => standardTrait(id)?.values.find((each) => each.id === value)?.wording ?? asWords(value))
    .join(", or ");

function sayOfOneself([id, values]: [string, readonly string[]]): string {
  const said = values.length === 1 ? wordTrait(id, values[0]!) : null;
  return said ?? `${nameOf(id)}: ${wordValues(id, values)}.`;
}
