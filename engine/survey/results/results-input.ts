/** What results are computed from. */
import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import type { Respondent, RunAnswer } from "../../../schema/messages/run.ts";
import type { AskedProbe } from "../../../schema/rules/survey/list-probes.ts";
import type { OptionValue } from "../../../schema/rules/survey/survey-question.ts";

export type ResultRespondent = Pick<
  Respondent,
  "ordinal" | "backstoryId" | "weight" | "rakingWeight" | "traits" | "arms"
>;
export type ResultAnswer = Pick<
  RunAnswer,
  "respondent" | "probeId" | "repeat" | "shown" | "verdict" | "answer" | "model"
> & { /** The last that the model wrote. */ text: string };

/**
 * People who answered some of the same questions, and their traits. A probe is compared with the column of its id, option
 * by option of the same value.
 */
export type BaselineTable = {
  id: string;
  name: string;
  /** By question or trait id, the value of each person; null: none. */
  columns: Record<string, readonly (OptionValue | null)[]>;
  /** Null: all count alike. */
  weights: readonly number[] | null;
};

export type ResultsInput = {
  runId: string;
  probes: readonly AskedProbe[];
  respondents: readonly ResultRespondent[];
  answers: readonly ResultAnswer[];
  baseline: BaselineTable | null;
  plan: AnalysisPlan | null;
  /** Of places with an insufficient match; null without matching. */
  insufficientShare: number | null;
  seed: number;
};
