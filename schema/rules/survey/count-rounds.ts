import type { QuestionOrder } from "../../messages/run.ts";
import type { SurveyModel } from "../../messages/survey.ts";
import { listProbes } from "./list-probes.ts";
import { isReferredTo } from "./next-probe.ts";

/**
 * How often a run by batches has to wait for one, at most, while no answer is drawn again: in series once a question;
 * where each question is asked by itself once, and once more after each that rules or texts refer to.
 */
export function countRounds(survey: SurveyModel, order: QuestionOrder): number {
  const probes = listProbes(survey);
  if (order === "series") return probes.length;
  return 1 + probes.slice(0, -1).filter(({ id }) => isReferredTo(survey, id)).length;
}
