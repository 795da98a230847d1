/**
 * Provider counts in the one normal form of `Usage`. The trap every gateway fell into: OpenAI's
 * `prompt_tokens` includes cached tokens, Anthropic's `input_tokens` excludes them.
 */
import type { Usage } from "./language-model.ts";

/** `usage` of the OpenAI wire format; compatible servers leave most details out. */
export type OpenAiUsage = {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  prompt_tokens_details?: { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
};

/** `usage` of Anthropic's `message_start` and `message_delta`. */
export type AnthropicUsage = {
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  cache_creation?: { ephemeral_5m_input_tokens?: number | null; ephemeral_1h_input_tokens?: number | null } | null;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
};

/** `usageMetadata` of Gemini: `promptTokenCount` includes the cached part, `candidatesTokenCount` excludes the thoughts. */
export type GeminiUsage = {
  promptTokenCount?: number;
  cachedContentTokenCount?: number;
  toolUsePromptTokenCount?: number;
  candidatesTokenCount?: number;
  thoughtsTokenCount?: number;
};

const count = (value: number | null | undefined): number => (Number.isSafeInteger(value) && value! > 0 ? value! : 0);

export function normaliseOpenAiUsage(usage: OpenAiUsage): Usage {
  const cached = count(usage.prompt_tokens_details?.cached_tokens);
  const written = count(usage.prompt_tokens_details?.cache_write_tokens);
  return {
    input: Math.max(0, count(usage.prompt_tokens) - cached - written),
    output: count(usage.completion_tokens),
    reasoning: count(usage.completion_tokens_details?.reasoning_tokens),
    cached,
    // OpenAI's cache lives 30 minutes and has one write price: it is counted with the short-lived writes.
    cacheWrite5m: written,
    cacheWrite1h: 0,
    exact: true,
    raw: usage,
  };
}

export function normaliseAnthropicUsage(usage: AnthropicUsage): Usage {
  const written = count(usage.cache_creation_input_tokens);
  const oneHour = Math.min(written, count(usage.cache_creation?.ephemeral_1h_input_tokens));
  return {
    input: count(usage.input_tokens),
    output: count(usage.output_tokens),
    reasoning: count(usage.output_tokens_details?.thinking_tokens),
    cached: count(usage.cache_read_input_tokens),
    cacheWrite5m: written - oneHour,
    cacheWrite1h: oneHour,
    exact: true,
    raw: usage,
  };
}

export function normaliseGeminiUsage(usage: GeminiUsage): Usage {
  const cached = count(usage.cachedContentTokenCount);
  const reasoning = count(usage.thoughtsTokenCount);
  return {
    input: Math.max(0, count(usage.promptTokenCount) - cached) + count(usage.toolUsePromptTokenCount),
    // Thoughts are billed as output.
    output: count(usage.candidatesTokenCount) + reasoning,
    reasoning,
    cached,
    // Its implicit cache costs nothing to write; an explicit one is billed by the hour, not by call.
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    exact: true,
    raw: usage,
  };
}
