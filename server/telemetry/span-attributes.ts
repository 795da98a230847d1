/** Attributes of spans by the GenAI conventions (v1.45); what they have no name for stands under `dramatis.`. */
import type { Attributes } from "@opentelemetry/api";
import type { Usage } from "../../engine/model/language-model.ts";
import type { WatchStart } from "../../engine/model/wrappers/with-telemetry.ts";
import { providerName } from "./provider-name.ts";

export function describeCall({ level, operation, route, maxTokens, temperature, context }: WatchStart): Attributes {
  return {
    ...(level === "try" && {
      "gen_ai.operation.name": operation,
      "gen_ai.provider.name": providerName(route.provider),
      "gen_ai.request.model": route.model,
      "gen_ai.request.max_tokens": maxTokens,
      "gen_ai.request.temperature": temperature,
      "gen_ai.request.stream": true,
    }),
    "gen_ai.conversation.id": context.circleId,
    "gen_ai.agent.id": context.personaId,
    "dramatis.task": context.task,
    "dramatis.run.id": context.runId,
  };
}

/** All that went in, cached or not, as the conventions and the bills of OpenAI and Gemini count it. */
export const allInput = ({ input, cached, cacheWrite5m, cacheWrite1h }: Usage): number =>
  input + cached + cacheWrite5m + cacheWrite1h;

export const describeUsage = (usage: Usage): Attributes => ({
  "gen_ai.usage.input_tokens": allInput(usage),
  "gen_ai.usage.cache_read.input_tokens": usage.cached,
  "gen_ai.usage.cache_creation.input_tokens": usage.cacheWrite5m + usage.cacheWrite1h,
  "gen_ai.usage.output_tokens": usage.output,
  "gen_ai.usage.reasoning.output_tokens": usage.reasoning,
});
