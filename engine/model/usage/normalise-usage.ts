/**
 * Normalises provider counts to `Usage`. The usual trap: OpenAI's
 * `prompt_tokens` includes cached tokens, Anthropic's `input_tokens` excludes them. Impossible counts
 * (none at all, no prompt, text, fractions, a part above its whole) return null, and the call is estimated.
 */
import { NO_USAGE } from "./add-usage.ts";
import type { Usage } from "../language-model.ts";

/** The largest context window offered: no model reads or writes more. */
const MOST_TOKENS = 10_000_000;

/** 0 for a missing value; NaN for an invalid one. */
function count(value: unknown): number {
  if (value === null || value === undefined) return 0;
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : Number.NaN;
}

/** Reads a field that should be an object. */
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Null when these cannot be the counts of a call: a prompt has at least one token. */
function sensible(usage: Omit<Usage, "exact">): Usage | null {
  const { input, output, reasoning, cached, cacheWrite5m, cacheWrite1h } = usage;
  const prompt = input + cached + cacheWrite5m + cacheWrite1h;
  const parts = [input, output, reasoning, cached, cacheWrite5m, cacheWrite1h];
  const canBe = parts.every((tokens) => tokens >= 0) && prompt > 0 && prompt <= MOST_TOKENS && output <= MOST_TOKENS;
  return canBe && reasoning <= MOST_TOKENS ? { ...usage, exact: true } : null;
}

/** The prompt's counts of a call whose answer is not yet counted. */
export function promptOf(usage: Usage | null): Partial<Usage> {
  if (!usage) return {};
  const { output: _, reasoning: __, ...prompt } = usage;
  return prompt;
}

/** A single count of input tokens, as in embedding responses; null when invalid. */
export const readTokenCount = (value: unknown): number | null =>
  sensible({ ...NO_USAGE, input: count(value) })?.input ?? null;

/** `usage` of the OpenAI wire format; compatible servers leave most details out. */
export function normaliseOpenAiUsage(raw: unknown): Usage | null {
  const usage = fields(raw);
  const prompt = fields(usage["prompt_tokens_details"]);
  const cached = count(prompt["cached_tokens"]);
  const written = count(prompt["cache_write_tokens"]);
  return sensible({
    input: count(usage["prompt_tokens"]) - cached - written,
    output: count(usage["completion_tokens"]),
    reasoning: count(fields(usage["completion_tokens_details"])["reasoning_tokens"]),
    cached,
    // OpenAI's cache lasts 30 minutes and has one write price: counted with the short-lived writes.
    cacheWrite5m: written,
    cacheWrite1h: 0,
    raw,
  });
}

/** `usage` of Anthropic's `message_start` and `message_delta`. */
export function normaliseAnthropicUsage(raw: unknown): Usage | null {
  const usage = fields(raw);
  const written = count(usage["cache_creation_input_tokens"]);
  const oneHour = Math.min(written, count(fields(usage["cache_creation"])["ephemeral_1h_input_tokens"]));
  return sensible({
    input: count(usage["input_tokens"]),
    output: count(usage["output_tokens"]),
    reasoning: count(fields(usage["output_tokens_details"])["thinking_tokens"]),
    cached: count(usage["cache_read_input_tokens"]),
    cacheWrite5m: written - oneHour,
    cacheWrite1h: oneHour,
    raw,
  });
}

/** `usageMetadata` of Gemini: `promptTokenCount` includes the cached part, `candidatesTokenCount` excludes the thoughts. */
export function normaliseGeminiUsage(raw: unknown): Usage | null {
  const usage = fields(raw);
  const cached = count(usage["cachedContentTokenCount"]);
  const reasoning = count(usage["thoughtsTokenCount"]);
  return sensible({
    input: count(usage["promptTokenCount"]) - cached + count(usage["toolUsePromptTokenCount"]),
    // Thoughts are billed as output.
    output: count(usage["candidatesTokenCount"]) + reasoning,
    reasoning,
    cached,
    // Its implicit cache costs nothing to write; an explicit one is billed by the hour, not by call.
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    raw,
  });
}
