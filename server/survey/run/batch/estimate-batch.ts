/** What a run would take by batches, where they cost less (SPEC L8). */
import type { Route } from "../../../../engine/model/language-model.ts";
import { findPrice } from "../../../../engine/model/price/price.ts";
import type { BatchEstimate, RunSettings } from "../../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../../schema/messages/survey.ts";
import { countRounds } from "../../../../schema/rules/survey/count-rounds.ts";
import { BATCH_HOURS } from "../../../batch/batch-hours.ts";
import type { RunningVoices } from "../../../models/voice-dependencies.ts";
import { priceBatchRun, type RunTokens } from "../estimate-run.ts";

/** @returns null where the model has no batch API, or no price for it. @throws UnknownPrice */
export function estimateBatch(
  survey: SurveyModel,
  { form, order }: RunSettings,
  { route, tokens, at }: { route: Route; tokens: RunTokens; at: string },
  { prices, openBatch }: Pick<RunningVoices, "prices" | "openBatch">,
): BatchEstimate | null {
  const provider = openBatch(route.provider, route.model);
  if (form !== "chat" || route.local || !provider || provider.live) return null;
  if (findPrice(prices, route, at).batch === undefined) return null;
  const rounds = countRounds(survey, order);
  return { ...priceBatchRun(prices, route, tokens, { at, order }), rounds, longestWaitHours: rounds * BATCH_HOURS };
}
