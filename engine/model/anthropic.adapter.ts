/** Anthropic's Messages API. Usage arrives at the start (prompt) and at the end (answer). */
import Anthropic from "@anthropic-ai/sdk";
import { checkEventStream, guardStream } from "./guard-stream.adapter.ts";
import type { ChatRequest, LanguageModel } from "./language-model.ts";
import { negotiateParameters, type OptionalParameter } from "./negotiate-parameters.ts";
import { normaliseAnthropicUsage, type AnthropicUsage } from "./normalise-usage.ts";
import { toConversation } from "./to-conversation.ts";

export const ANTHROPIC_BASE_URL = "https://api.anthropic.com";

export type AnthropicEndpoint = { baseUrl: string; apiKey: string; fetch: typeof globalThis.fetch };

const STOP_REASONS: Record<string, "stop" | "length" | "filtered"> = {
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "filtered",
};
export const toFinishReason = (reason: string) => STOP_REASONS[reason] ?? "stop";

export function toAnthropicBody(model: string, request: ChatRequest): Anthropic.MessageCreateParamsStreaming {
  const { system, turns } = toConversation(request.messages);
  // The API refuses stop strings of white space alone.
  const stop = request.stop?.filter((text) => text.trim() !== "");
  return {
    model,
    messages: turns,
    max_tokens: request.maxTokens,
    stream: true,
    ...(system && { system }),
    // A spoken turn has no time to think silently, and its tokens would eat the answer's; models that always think refuse this.
    thinking: { type: "disabled" },
    // Its scale ends at 1.
    ...(request.temperature === undefined ? {} : { temperature: Math.min(1, request.temperature) }),
    ...(stop?.length ? { stop_sequences: stop } : {}),
    ...(request.responseSchema && {
      output_config: { format: { type: "json_schema", schema: request.responseSchema.schema } },
    }),
  };
}

export function createAnthropicModel(model: string, endpoint: AnthropicEndpoint): LanguageModel {
  const client = new Anthropic({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.apiKey,
    authToken: null,
    fetch: endpoint.fetch,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
  });
  const refused = new Set<OptionalParameter>();
  return {
    route: { provider: "anthropic", model, local: false },
    stream: (request, context) =>
      guardStream("Anthropic", request, context, async function* (progress) {
        const { data, response } = await negotiateParameters(toAnthropicBody(model, request), refused, (accepted) =>
          client.messages.create(accepted, { signal: context.signal }).withResponse(),
        );
        checkEventStream("Anthropic", response);
        progress.opened = true;
        let usage: AnthropicUsage = {};
        let reason: string | null = null;
        let isComplete = false;
        for await (const event of data) {
          if (event.type === "message_start") {
            usage = event.message.usage;
            const { output: _, ...prompt } = normaliseAnthropicUsage(usage);
            progress.known = prompt;
          } else if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
            yield { type: "text-delta", text: event.delta.text };
          } else if (event.type === "message_delta") {
            // The last counts are cumulative and complete; fields it leaves out keep their first value.
            usage = { ...usage, ...withoutNulls(event.usage ?? {}) };
            isComplete ||= typeof event.usage?.output_tokens === "number";
            reason = event.delta.stop_reason ?? reason;
          } else if (event.type === "message_stop" && reason) {
            const counted = isComplete ? normaliseAnthropicUsage(usage) : null;
            yield { type: "finish", reason: toFinishReason(reason), usage: counted };
          }
        }
      }),
  };
}

const withoutNulls = (usage: AnthropicUsage): AnthropicUsage =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null && value !== undefined));
