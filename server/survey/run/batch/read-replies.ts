/** What came back of a batch, as an interview takes it: like a live call's answer, or its failure (SPEC S6). */
import { refusedByFilter } from "../../../../engine/model/providers/to-model-error.ts";
import type { AskedModel } from "../../../../engine/survey/run/interview-respondent.ts";
import { inEnglish, message, type Message } from "../../../../schema/messages/message.ts";
import type { OrderResult } from "../../../batch/batch-items.store.ts";
import { MOST_FAILURES } from "../ask-model.ts";

export type Reply = AskedModel | { refused: string } | { failed: string };
export type Replies = ReadonlyMap<string, Reply>;

/**
 * @param model `provider/model`
 * @returns by the key of the request; `trouble`: why some have no reply, which a person has to settle first
 */
export function readReplies(
  results: readonly OrderResult[],
  model: string,
): { replies: Map<string, Reply>; trouble: Message | null } {
  const refused = results.filter(({ requestAtFault }) => requestAtFault);
  // So many failures, with no answer beside them, are no matter of single prompts.
  const isEach = refused.length >= MOST_FAILURES && refused.length === results.length;
  const replies = new Map<string, Reply>();
  let trouble: Message | null = isEach ? refused[0]!.problem! : null;
  for (const result of results) {
    const reply = isEach ? null : toReply(result, model);
    if (reply) replies.set(result.key, reply);
    else trouble ??= result.status === "failed" ? result.problem! : message("run-batch-cancelled");
  }
  return { replies, trouble };
}

function toReply(result: OrderResult, model: string): Reply | null {
  const { status, text, reason, problem, requestAtFault, inputTokens, cachedTokens, outputTokens, costNano } = result;
  if (status === "failed" && requestAtFault) return { failed: inEnglish(problem!) };
  if (status !== "answered") return null;
  if (reason === "filtered")
    return { refused: inEnglish(refusedByFilter(model.slice(0, model.indexOf("/")), text !== "")) };
  const tokens = { input: inputTokens, cached: cachedTokens, output: outputTokens };
  return { text: text ?? "", model, tokens, costNano };
}
