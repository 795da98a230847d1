/** Anthropic's Messages API. Usage arrives at the start (prompt) and at the end (answer). */
import Anthropic from "@anthropic-ai/sdk";
import { fetchEvents } from "../wire/event-stream.adapter.ts";
import { guardStream } from "./guard-stream.adapter.ts";
import { joinWords, type Words } from "./join-words.ts";
import type { ChatMessage, ChatRequest, ModelAdapter } from "../language-model.ts";
import { negotiateParameters, type OptionalParameter } from "./negotiate-parameters.ts";
import { normaliseAnthropicUsage, promptOf } from "../usage/normalise-usage.ts";
import { placeBreakpoints } from "../prompt-cache/place-breakpoints.ts";
import type { EndReason } from "../wire/read-chunk.ts";
import { readServerEvents } from "../wire/read-server-events.ts";
import { alternateTurns } from "./to-conversation.ts";

export const ANTHROPIC_BASE_URL = "https://api.anthropic.com";

export type AnthropicEndpoint = { baseUrl: string; apiKey: string; fetch: typeof globalThis.fetch };

/** Retries, time-outs and spans are ours. */
export const openAnthropicClient = ({ baseUrl, apiKey, fetch }: AnthropicEndpoint): Anthropic =>
  new Anthropic({
    baseURL: baseUrl,
    apiKey,
    authToken: null,
    fetch,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    openTelemetry: false,
  });

const STOP_REASONS: Record<string, EndReason> = {
  max_tokens: "length",
  model_context_window_exceeded: "length",
  refusal: "filtered",
  tool_use: "tool",
};
export const toFinishReason = (reason: string): EndReason => STOP_REASONS[reason] ?? "stop";

/** platform.claude.com/docs/en/build-with-claude/prompt-caching, read through its mirrors of 2026-10. */
const BREAKPOINTS = { most: 4, lookBack: 20 };

/** @param minimumTokens minimum length of a prefix that this model caches */
export function toAnthropicBody(
  model: string,
  request: ChatRequest,
  minimumTokens = 0,
): Anthropic.MessageCreateParamsStreaming {
  const { system, turns } = alternateTurns(request.messages);
  const inOrder = [...system, ...turns.flatMap(({ said }) => said)];
  const kept = placeBreakpoints(inOrder, { ...BREAKPOINTS, minimumTokens });
  const toBlocks = (messages: ChatMessage[]): Anthropic.TextBlockParam[] =>
    messages.map((message) => {
      const ttl = kept.get(inOrder.indexOf(message));
      return {
        type: "text",
        text: message.content,
        ...(ttl && { cache_control: { type: "ephemeral", ttl } }),
      };
    });
  // The API refuses stop strings of only white space.
  const stop = request.stop?.filter((text) => text.trim() !== "");
  return {
    model,
    messages: turns.map(({ role, said }) => ({ role, content: toBlocks(said) })),
    max_tokens: request.maxTokens,
    stream: true,
    ...(system.length > 0 && { system: toBlocks(system) }),
    // A spoken turn has no time for reasoning, whose tokens would reduce the answer's; models that always reason refuse this.
    thinking: { type: "disabled" },
    // Its maximum is 1.
    ...(request.temperature === undefined ? {} : { temperature: Math.min(1, request.temperature) }),
    ...(stop?.length ? { stop_sequences: stop } : {}),
    ...(request.responseSchema && {
      output_config: { format: { type: "json_schema", schema: request.responseSchema.schema } },
    }),
  };
}

/** @param minimumTokens minimum length of a prefix that this model caches; 0 if unknown */
export function createAnthropicModel(model: string, endpoint: AnthropicEndpoint, minimumTokens = 0): ModelAdapter {
  const client = openAnthropicClient({ ...endpoint, fetch: fetchEvents("Anthropic", endpoint.fetch) });
  const refused = new Set<OptionalParameter>();
  return {
    route: { provider: "anthropic", model, local: false },
    stream: (request: ChatRequest, scope) =>
      guardStream({ provider: "Anthropic", request, scope }, async function* (progress) {
        const response = await negotiateParameters(
          toAnthropicBody(model, request, minimumTokens),
          refused,
          (accepted) => client.messages.create(accepted, { signal: scope.signal }).asResponse(),
        );
        progress.opened = true;
        let usage: object = {};
        let reason: string | null = null;
        let isComplete = false;
        for await (const { events } of readServerEvents(response)) {
          const words: Words[] = [];
          let hasStopped = false;
          for (const event of events as (Anthropic.RawMessageStreamEvent | null)[]) {
            if (event?.type === "message_start") {
              usage = event.message?.usage ?? {};
              yield { type: "counted", usage: promptOf(normaliseAnthropicUsage(usage)) };
            } else if (event?.type === "content_block_delta") {
              // Thoughts and their signatures arrive as separate pieces.
              if (event.delta?.type !== "text_delta") words.push({ type: "thought", text: thoughtOf(event.delta) });
              else words.push({ type: "text-delta", text: event.delta.text });
            } else if (event?.type === "message_delta") {
              // The last counts are cumulative and complete; omitted fields keep their first value.
              usage = { ...usage, ...withoutNulls(event.usage ?? {}) };
              isComplete ||= typeof event.usage?.output_tokens === "number";
              reason = event.delta?.stop_reason ?? reason;
            } else if (event?.type === "message_stop") hasStopped = true;
          }
          yield* joinWords(words);
          if (!hasStopped) continue;
          const counted = isComplete ? normaliseAnthropicUsage(usage) : null;
          yield { type: "finish", reason: toFinishReason(reason ?? ""), usage: counted };
        }
      }),
  };
}

const thoughtOf = (delta: Anthropic.RawContentBlockDelta | undefined): string =>
  delta?.type === "thinking_delta" ? delta.thinking : "";

const withoutNulls = (usage: object): object =>
  Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null && value !== undefined));
