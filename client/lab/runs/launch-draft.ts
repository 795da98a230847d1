/** The launch form as a person fills it in, and the run it asks for. */
import type { z } from "zod";
import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import {
  MAX_REPEATS,
  MAX_RESAMPLES,
  type RunDraft,
  type RunEstimateQuestion,
  type RunMethod,
  type RunSettings,
} from "../../../schema/messages/run.ts";
import { MOST_RESPONDENTS } from "../../../schema/messages/target.ts";
import { isPlanEmpty, NO_PLAN } from "../plan/plan-choices.ts";
import { parseLimit } from "../../words/parse-dollars.ts";

export type LaunchFields = Pick<RunSettings, "matching" | "form" | "readOut" | "order" | "calls"> & {
  surveyId: string;
  targetId: string;
  /** A run for each. */
  methods: readonly RunMethod[];
  name: string;
  plan: AnalysisPlan;
  labelFirst: boolean;
  /** As typed; empty: the voice of the place, no time, no budget. */
  model: string;
  setIn: string;
  budget: string;
} & Record<NumberField, string>;
export type NumberField = "size" | "temperature" | "repeats" | "resamples" | "seed";

export const FIRST_FIELDS: LaunchFields = {
  surveyId: "",
  targetId: "",
  name: "",
  plan: NO_PLAN,
  labelFirst: true,
  methods: ["alterity"],
  matching: "max-weight",
  model: "",
  form: "chat",
  readOut: "sampled",
  order: "series",
  calls: "live",
  setIn: "",
  budget: "",
  size: "40",
  temperature: "1",
  repeats: "1",
  resamples: "5",
  seed: "1",
};

/** Least, most, and whether it is whole. */
export const RANGES: Record<NumberField, { least: number; most: number; isWhole: boolean }> = {
  size: { least: 1, most: MOST_RESPONDENTS, isWhole: true },
  temperature: { least: 0, most: 2, isWhole: false },
  repeats: { least: 1, most: MAX_REPEATS, isWhole: true },
  resamples: { least: 0, most: MAX_RESAMPLES, isWhole: true },
  seed: { least: 0, most: 2_147_483_647, isWhole: true },
};

/** @returns null where it is no number in its range */
export function readNumberField(field: NumberField, text: string): number | null {
  const { least, most, isWhole } = RANGES[field];
  const typed = text.trim().replace(",", ".");
  if (!/^\d+(\.\d+)?$/.test(typed)) return null;
  const number = Number(typed);
  return number >= least && number <= most && (!isWhole || Number.isInteger(number)) ? number : null;
}

type Question = z.input<typeof RunEstimateQuestion>;
type Draft = z.input<typeof RunDraft>;

/** One for each method; none while something is missing or wrong. */
export function toQuestions(fields: LaunchFields): Question[] {
  const { targetId, surveyId, methods, matching, labelFirst, form, order, calls, model, setIn } = fields;
  const numbers = (["size", "temperature", "repeats", "resamples", "seed"] as const).map(
    (field) => [field, readNumberField(field, fields[field])] as const,
  );
  if (!surveyId || !targetId || numbers.some(([, number]) => number === null)) return [];
  return methods.map((method) => ({
    ...(Object.fromEntries(numbers) as Record<NumberField, number>),
    targetId,
    method,
    matching,
    labelFirst,
    form,
    // Only a text that is continued has probabilities of its letters.
    readOut: form === "completion" ? fields.readOut : "sampled",
    order,
    // Batch APIs take chats only.
    calls: form === "chat" ? calls : "live",
    model: model.trim() || null,
    setIn: setIn.trim() || null,
  }));
}

const MOST_NAME = 120;

/**
 * A run for each method, of the same people, with the same budget and plan; none while something is missing or wrong.
 * @param nameOf a method, by which several runs are distinguished
 */
export function toDrafts(fields: LaunchFields, usualName: string, nameOf: (method: RunMethod) => string): Draft[] {
  const questions = toQuestions(fields);
  const budgetNano = parseLimit(fields.budget);
  if (budgetNano === undefined) return [];
  const plan = isPlanEmpty(fields.plan) ? null : fields.plan;
  const name = fields.name.trim() || usualName;
  return questions.map((question) => {
    const ending = questions.length > 1 ? ` – ${nameOf(question.method)}` : "";
    return { ...question, name: `${name.slice(0, MOST_NAME - ending.length)}${ending}`, budgetNano, plan };
  });
}
