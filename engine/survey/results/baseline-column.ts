/** What the people of a baseline answered to a probe. */
import type { OptionValue } from "../../../schema/rules/survey/survey-question.ts";
import { deviation, mean } from "../statistics/moments.ts";
import { placeOf, type AnswerColumn } from "./answer-column.ts";
import { binOf } from "./bin-numbers.ts";
import type { BaselineTable } from "./results-input.ts";

export type BaselineColumn = {
  /** By person: index of the option; −1 where there is no answer, or none of the options. */
  options: number[];
  /** As `AnswerEntry.score`. */
  scores: number[];
  /** Of each person. */
  weights: number[];
};

/** Null without a question of that id, of which the options are; several answers of one person cannot be compared. */
export function readBaselineColumn(column: AnswerColumn, baseline: BaselineTable | null): BaselineColumn | null {
  const { kind, id } = column.probe;
  const values = baseline && Object.hasOwn(baseline.columns, id) ? baseline.columns[id]! : null;
  if (!values || kind === "multiple" || kind === "open" || kind === "ranking") return null;
  const options = values.map((value) => (value === null ? -1 : placeOfAnswer(column, value)));
  if (!options.some((option) => option >= 0)) return null;
  const scores = options.map((option, person) =>
    option < 0 ? NaN : column.bins ? Number(values[person]) : column.scores[option]!,
  );
  return { options, scores, weights: values.map((_, person) => baseline!.weights?.[person] ?? 1) };
}

function placeOfAnswer({ bins, options }: AnswerColumn, value: OptionValue): number {
  if (!bins) return placeOf(options, value);
  return value === "" || !Number.isFinite(Number(value)) ? -1 : binOf(bins, Number(value));
}

/** Of some of its people, or all. @returns null where none of them answered */
export function countBaseline(
  { options, weights }: BaselineColumn,
  optionCount: number,
  people: readonly number[] = options.map((_, person) => person),
): { counts: number[]; shares: number[]; people: number } | null {
  const counts = Array.from({ length: optionCount }, () => 0);
  const weighted = counts.map(() => 0);
  for (const person of people) {
    const option = options[person]!;
    if (option < 0) continue;
    counts[option]!++;
    weighted[option]! += weights[person]!;
  }
  const total = weighted.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return null;
  return {
    counts,
    shares: weighted.map((weight) => weight / total),
    people: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** Of those whose answer has a place on the scale. */
export function baselineMoments({ scores, weights }: BaselineColumn) {
  const people = scores.flatMap((score, person) => (Number.isNaN(score) ? [] : [person]));
  const [values, own] = [people.map((person) => scores[person]!), people.map((person) => weights[person]!)];
  return { mean: mean(values, own), deviation: deviation(values, own), people: people.length };
}
