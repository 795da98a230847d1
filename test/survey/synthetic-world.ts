/**
 * A world whose truth is known (SPEC S7): people with a latent opinion, a trait that goes with it, and probabilities of
 * answers that follow from the opinion. A model is a way to answer; no language model is asked.
 */
import type { ResultAnswer, ResultRespondent } from "../../engine/survey/results/results-input.ts";
import type { AskedProbe } from "../../schema/rules/survey/list-probes.ts";
import { permuteOptions } from "../../engine/survey/probe/permute-options.ts";
import { seededRandom } from "../../schema/rules/seeded-random.ts";
import type { Option } from "../../schema/rules/survey/survey-question.ts";

type Random = () => number;
/** Standard normal, by Box and Muller. */
const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const option = (value: string): Option => ({ value, text: value, isLast: false });
export const LEVELS = ["none", "little", "some", "much", "all"];
export const CHOICES = ["red", "green", "blue"];
/** Items of a scale, and one question without an order. */
export const PROBES: AskedProbe[] = [
  ...["trust-1", "trust-2", "trust-3"].map((id) => ({
    id,
    question: id,
    kind: "single" as const,
    title: `How much ${id}?`,
    options: LEVELS.map(option),
    isOrdinal: true,
  })),
  { id: "colour", question: "colour", kind: "single", title: "Which?", options: CHOICES.map(option), isOrdinal: false },
];
/** How hard it is to answer more: one of each item. */
const THRESHOLDS = [-2.2, -1, 0.6, 2];
const SHIFT: Record<string, number> = { "trust-1": 0, "trust-2": 0.3, "trust-3": -0.3 };

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Probabilities of the options to somebody of this opinion. */
export function answerShares({ id, options }: AskedProbe, opinion: number): number[] {
  if (id === "colour") {
    const weights = [Math.exp(0.8 * opinion), 0.7, Math.exp(-0.8 * opinion) * 0.5];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }
  const atMost = THRESHOLDS.map((threshold) => logistic(1.7 * (threshold + SHIFT[id]! - 1.3 * opinion)));
  return options.map((_, level) => (atMost[level] ?? 1) - (atMost[level - 1] ?? 0));
}

/** Of everybody: the truth that a run should recover. */
export function trueShares(probe: AskedProbe): number[] {
  const steps = 2_000;
  const shares = probe.options.map(() => 0);
  let total = 0;
  for (let step = 0; step <= steps; step++) {
    const opinion = -6 + (12 * step) / steps;
    const density = Math.exp(-(opinion ** 2) / 2);
    total += density;
    answerShares(probe, opinion).forEach((share, index) => (shares[index]! += density * share));
  }
  return shares.map((share) => share / total);
}

export type Person = { opinion: number; group: "low" | "middle" | "high" };
/** Goes with the opinion, loosely, as demographics do. */
export function drawPerson(random: Random): Person {
  const opinion = drawNormal(random);
  const place = opinion + drawNormal(random);
  return { opinion, group: place < -0.7 ? "low" : place > 0.7 ? "high" : "middle" };
}
/** The mean opinion of each group: all that demographics say of a person. */
const GROUP_MEANS = { low: -0.805, middle: 0, high: 0.805 };

export type WorldModel = {
  /** What the prompt says of a person: a life (its own opinion), or demographics (the mean of its group). */
  sees?: "life" | "demographics";
  /** Added to the logits of the options by the place at which they are shown. */
  positionBias?: readonly number[];
  refusalShare?: number;
  /** Always the option at this place. */
  always?: number;
  /** Lists the options instead of choosing one. */
  echoShare?: number;
  /** Any option, by lot. */
  guesses?: boolean;
};

export function askWorld(
  people: readonly Person[],
  model: WorldModel,
  { seed, repeats = 1, probes = PROBES }: { seed: number; repeats?: number; probes?: readonly AskedProbe[] },
): { respondents: ResultRespondent[]; answers: ResultAnswer[] } {
  const random = seededRandom(seed, 0);
  const respondents = people.map(({ group }, ordinal) => ({
    ordinal,
    backstoryId: `life-${ordinal}`,
    weight: 0.8,
    rakingWeight: null,
    traits: { group: [group] },
    arms: {},
  }));
  const answers = people.flatMap((person, respondent) =>
    probes.flatMap((probe) =>
      Array.from({ length: repeats }, (_, repeat) => ({
        ...askOne(probe, person, model, random),
        respondent,
        repeat,
        probeId: probe.id,
        model: "world/model",
      })),
    ),
  );
  return { respondents, answers };
}

function askOne(
  probe: AskedProbe,
  { opinion, group }: Person,
  model: WorldModel,
  random: Random,
): Pick<ResultAnswer, "shown" | "text" | "verdict" | "answer"> {
  const pattern = permuteOptions(probe.options, probe.isOrdinal, random);
  const shown = pattern.map((index) => probe.options[index]!.value);
  if (random() < (model.refusalShare ?? 0)) return { shown, text: "I cannot say.", verdict: "refused", answer: null };
  if (random() < (model.echoShare ?? 0))
    return {
      shown,
      text: shown.map((value, place) => `(${"ABCDE"[place]}) ${value}`).join("\n"),
      verdict: "unclear",
      answer: null,
    };
  const shares = model.guesses
    ? probe.options.map(() => 1)
    : answerShares(probe, model.sees === "demographics" ? GROUP_MEANS[group] : opinion);
  const weights = pattern.map((index, place) => shares[index]! * Math.exp(model.positionBias?.[place] ?? 0));
  const place = model.always ?? drawPlace(weights, random);
  return { shown, text: `(${"ABCDE"[place]})`, verdict: "answered", answer: shown[place]! };
}

function drawPlace(weights: readonly number[], random: Random): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const place = weights.findIndex((weight) => (left -= weight) < 0);
  return place < 0 ? weights.length - 1 : place;
}

/** The people themselves, as a baseline. */
export function asBaseline(people: readonly Person[], seed: number) {
  const { answers } = askWorld(people, {}, { seed });
  const columns = Map.groupBy(answers, ({ probeId }) => probeId);
  return {
    id: "truth",
    name: "Truth",
    columns: {
      ...Object.fromEntries([...columns].map(([id, own]) => [id, own.map(({ answer }) => answer as string)])),
      group: people.map(({ group }) => group),
    },
    weights: null,
  };
}
