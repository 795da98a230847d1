/**
 * Conditions of a survey: wordings or vignettes that respondents get by chance. In the survey's JSON:
 * `conditions: [{ name: "frame", arms: [{ name: "gain", text: "saves 200 people" }, …] }]`. The text is piped by
 * `{frame}`; skip rules ask for the arm by `{frame.arm} = 'gain'`.
 */
import type { SurveyModel } from "../../messages/survey.ts";
import { seededRandom, shuffle } from "../seeded-random.ts";
import { isJson, textOf } from "./read-questions.ts";

export type Arm = { name: string; text: string };
export type Condition = { name: string; arms: Arm[] };
/** By condition, the name of the arm. */
export type Arms = Record<string, string>;

export function readConditions(model: SurveyModel): Condition[] {
  const list = Array.isArray(model["conditions"]) ? model["conditions"] : [];
  return list.filter(isJson).map((condition) => ({
    name: textOf(condition["name"]),
    arms: (Array.isArray(condition["arms"]) ? condition["arms"] : [])
      .filter(isJson)
      .map((arm) => ({ name: textOf(arm["name"]), text: textOf(arm["text"]) })),
  }));
}

/** A block of a balanced assignment; a panel of fewer respondents could not be balanced. */
export const MAX_CELLS = 64;

/** Of a factorial design: the product of the numbers of arms. */
export const countCells = (conditions: readonly Condition[]): number =>
  conditions.reduce((cells, { arms }) => cells * arms.length, 1);

/**
 * Balanced: of respondents 0…n − 1, each combination of arms gets n / cells, give or take one (permuted blocks). The
 * same for the same seed, and independent of how many respondents there will be.
 * @returns no arms if there are more than `MAX_CELLS` combinations
 */
export function assignArms(conditions: readonly Condition[], respondent: number, seed: number): Arms {
  const cells = countCells(conditions);
  if (cells === 0 || cells > MAX_CELLS) return {};
  const block = Math.floor(respondent / cells);
  const order = shuffle(
    Array.from({ length: cells }, (_, cell) => cell),
    seededRandom(seed, block),
  );
  let cell = order[respondent % cells]!;
  const arms: Arms = {};
  for (const condition of conditions) {
    arms[condition.name] = condition.arms[cell % condition.arms.length]!.name;
    cell = Math.floor(cell / condition.arms.length);
  }
  return arms;
}
