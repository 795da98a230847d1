/** Attributes of spans by the GenAI conventions (v1.45); what they do not define is under `dramatis.`. */
import type { Attributes } from "@opentelemetry/api";
import type { AnyRequest, Usage } from "../../engine/model/language-model.ts";
import type { WatchStart } from "../../engine/model/wrappers/watch-call.ts";
import { providerName } from "./provider-name.ts";

export function operationOf(request: AnyRequest): "chat" | "text_completion" | "embeddings" {
  if ("texts" in request) return "embeddings";
  return "prompt" in request ? "text_completion" : "chat";
}

export function describeCall(start: WatchStart): Attributes {
  const { scope } = start;
  return {
    ...(start.level === "try" && {
      "gen_ai.operation.name": operationOf(start.request),
      "gen_ai.provider.name": providerName(start.route.provider),
      "gen_ai.request.model": start.route.model,
      ...("texts" in start.request
        ? {}
        : {
            "gen_ai.request.max_tokens": start.request.maxTokens,
            "gen_ai.request.temperature": start.request.temperature,
            "gen_ai.request.stream": true,
          }),
    }),
    "gen_ai.conversation.id": scope.subject.circleId,
    "gen_ai.agent.id": scope.personaId,
    "dramatis.task": scope.task,
    "dramatis.run.id": scope.subject.runId,
  };
}

/** All input tokens, cached or not, as counted by the conventions and the bills of OpenAI and Gemini. */
export const allInput = ({ input, cached, cacheWrite5m, cacheWrite1h }: Usage): number =>
  input + cached + cacheWrite5m + cacheWrite1h;

export const describeUsage = (usage: Usage): Attributes => ({
  "gen_ai.usage.input_tokens": allInput(usage),
  "gen_ai.usage.cache_read.input_tokens": usage.cached,
  "gen_ai.usage.cache_creation.input_tokens": usage.cacheWrite5m + usage.cacheWrite1h,
  "gen_ai.usage.output_tokens": usage.output,
  "gen_ai.usage.reasoning.output_tokens": usage.reasoning,
});
