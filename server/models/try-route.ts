/** One short line from one route, for operators and for the daily check: no other route replaces it. */
import { ModelError, routeName, type CallScope, type LanguageModel } from "../../engine/model/language-model.ts";
import { message } from "../../schema/messages/message.ts";
import type { ModelTryAnswer } from "../../schema/messages/models.ts";
import { shownProblem } from "../messages/shown-problem.ts";

const QUESTION = {
  messages: [{ role: "user" as const, content: "Which colour has a clear sky at noon? Answer in one short sentence." }],
  maxTokens: 40,
};

/** @param now ms of a monotonic clock */
export async function tryRoute(model: LanguageModel, scope: CallScope, now: () => number): Promise<ModelTryAnswer> {
  const began = now();
  const answer: ModelTryAnswer = { ok: false, text: "", firstTokenMs: null, costNano: 0, problem: null };
  const onCost = (costNano: number) => void (answer.costNano += costNano);
  try {
    for await (const event of model.stream(QUESTION, { ...scope, onCost })) {
      if (event.type === "finish") continue;
      answer.firstTokenMs ??= now() - began;
      answer.text += event.text;
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ...answer, ...shownProblem(error.reason) };
  }
  if (answer.text.trim() !== "") return { ...answer, ok: true };
  const route = routeName(model.route);
  return { ...answer, ...shownProblem(message("voice-silent", { route })) };
}
