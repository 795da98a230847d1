/** One call of a run's model, and what becomes of its failures (SPEC S6). */
import {
  ModelError,
  routeName,
  type CallScope,
  type ModelErrorCode,
  type ModelRequest,
  type RoutedModel,
  type TokenLogProbability,
  type Usage,
} from "../../../engine/model/language-model.ts";
import type { AskedModel } from "../../../engine/survey/run/interview-respondent.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import { message } from "../../../schema/messages/message.ts";
import { needsPerson, RunPaused } from "./run-paused.ts";

/** This prompt is refused, others may not be. */
const OF_THE_PROMPT: readonly ModelErrorCode[] = ["bad-request", "off-schema"];
/** So many failures, with no answer in between, are no matter of single prompts. */
export const MOST_FAILURES = 20;

/** `isPaid`: whether calls cost money, as far as is known before they are made. */
export function askModel(model: RoutedModel, scope: Scope) {
  let failures = 0;

  /** @returns what there is instead of an answer. @throws RunPaused, or an error that may pass */
  function settleFailure(error: unknown): { refused: string } | { failed: string } | null {
    if (!(error instanceof ModelError)) throw error;
    if (needsPerson(error)) throw new RunPaused(error.reason, error);
    if (error.code === "filtered") return { refused: error.message };
    // Nothing was said: that is no answer, and is drawn again.
    if (error.code === "empty") return null;
    if (!OF_THE_PROMPT.includes(error.code)) throw error;
    if (++failures >= MOST_FAILURES) throw new RunPaused(error.reason);
    return { failed: error.message };
  }

  /** @param signal ends this call */
  async function stream(
    request: ModelRequest,
    signal = scope.signal,
  ): Promise<AskedModel | { refused: string } | { failed: string }> {
    let costNano = 0;
    const tokens = { input: 0, cached: 0, output: 0 };
    const onCost = (nano: number, usage: Usage) => {
      costNano += nano;
      tokens.input += usage.input + usage.cached + usage.cacheWrite5m + usage.cacheWrite1h;
      tokens.cached += usage.cached;
      tokens.output += usage.output;
    };
    const callScope: CallScope = { ...scope, signal, task: "probe", onCost };
    let text = "";
    let route = model.route;
    let logProbabilities: TokenLogProbability[] | undefined;
    try {
      for await (const event of model.stream(request, callScope))
        if (event.type === "text-delta") text += event.text;
        else ({ route = route, logProbabilities } = event);
    } catch (error) {
      const instead = settleFailure(error);
      if (instead) return instead;
    }
    // Its script knows nothing of the respondent.
    if (route.provider === "rehearsal") throw new RunPaused(message("run-no-voice"));
    failures = 0;
    return { text, model: routeName(route), tokens, costNano, ...(logProbabilities && { logProbabilities }) };
  }

  return { isPaid: !model.route.local, stream };
}
