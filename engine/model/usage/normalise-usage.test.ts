/** Each provider's counts, in its SDK's types (openai 7.55.0, @anthropic-ai/sdk 1.11.0, @google/genai 3.1.0; read 2026-11-21). */
import type Anthropic from "@anthropic-ai/sdk";
import type { GenerateContentResponseUsageMetadata } from "@google/genai";
import type OpenAI from "openai";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Usage } from "../language-model.ts";
import { normaliseAnthropicUsage, normaliseGeminiUsage, normaliseOpenAiUsage } from "./normalise-usage.ts";

const parts = ({ input, cached, cacheWrite5m, cacheWrite1h, output, reasoning }: Usage) => ({
  input,
  cached,
  cacheWrite5m,
  cacheWrite1h,
  output,
  reasoning,
});
const promptOf = ({ input, cached, cacheWrite5m, cacheWrite1h }: Usage) => input + cached + cacheWrite5m + cacheWrite1h;

describe("OpenAI counts read and written tokens among the prompt's", () => {
  test("L6 GPT-5.6 and later: cache writes are counted apart from reads", () => {
    const usage: OpenAI.CompletionUsage = {
      prompt_tokens: 7499,
      completion_tokens: 61,
      total_tokens: 7560,
      prompt_tokens_details: { cached_tokens: 6002, cache_write_tokens: 1494 },
      completion_tokens_details: { reasoning_tokens: 12 },
    };
    const counted = normaliseOpenAiUsage(usage)!;
    expect(parts(counted)).toEqual({
      input: 3,
      cached: 6002,
      cacheWrite5m: 1494,
      cacheWrite1h: 0,
      output: 61,
      reasoning: 12,
    });
    expect(counted.raw).toBe(usage);
  });
  test("L6 earlier models and Groq write for nothing", () => {
    const usage: OpenAI.CompletionUsage = {
      prompt_tokens: 17_903,
      completion_tokens: 40,
      total_tokens: 17_943,
      prompt_tokens_details: { cached_tokens: 17_817 },
    };
    expect(promptOf(normaliseOpenAiUsage(usage)!)).toBe(17_903);
  });
  test("L6 a server that reports only totals", () =>
    expect(parts(normaliseOpenAiUsage({ prompt_tokens: 90, completion_tokens: 7 })!)).toMatchObject({
      input: 90,
      cached: 0,
      output: 7,
    }));
});

describe("Anthropic counts read and written tokens apart", () => {
  const usage: Anthropic.Usage = {
    input_tokens: 5,
    cache_read_input_tokens: 128_955,
    cache_creation_input_tokens: 1_253,
    output_tokens: 40,
    cache_creation: { ephemeral_5m_input_tokens: 253, ephemeral_1h_input_tokens: 1_000 },
    inference_geo: null,
    output_tokens_details: { thinking_tokens: 8 },
    server_tool_use: null,
    service_tier: "standard",
    speed: null,
  };
  test("L6 five minutes and one hour are distinguished, and nothing is counted twice", () => {
    expect(parts(normaliseAnthropicUsage(usage)!)).toEqual({
      input: 5,
      cached: 128_955,
      cacheWrite5m: 253,
      cacheWrite1h: 1_000,
      output: 40,
      reasoning: 8,
    });
    expect(promptOf(normaliseAnthropicUsage(usage)!)).toBe(130_213);
  });
  test("L6 without the breakdown, writing was for five minutes", () =>
    expect(parts(normaliseAnthropicUsage({ ...usage, cache_creation: null })!)).toMatchObject({
      cacheWrite5m: 1_253,
      cacheWrite1h: 0,
    }));
});

test("L6 Gemini counts cached tokens among the prompt's, and thoughts apart from the answer's", () => {
  const usage: GenerateContentResponseUsageMetadata = {
    promptTokenCount: 2_000,
    cachedContentTokenCount: 1_200,
    candidatesTokenCount: 50,
    thoughtsTokenCount: 30,
    toolUsePromptTokenCount: 10,
    totalTokenCount: 2_090,
  };
  expect(parts(normaliseGeminiUsage(usage)!)).toEqual({
    input: 810,
    cached: 1_200,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    output: 80,
    reasoning: 30,
  });
});

const normalisers = { normaliseOpenAiUsage, normaliseAnthropicUsage, normaliseGeminiUsage };
/** The same counts in each provider's format. */
const named = (prompt: unknown, output: unknown, cached?: unknown) => ({
  prompt_tokens: prompt,
  completion_tokens: output,
  prompt_tokens_details: { cached_tokens: cached },
  input_tokens: prompt,
  output_tokens: output,
  cache_read_input_tokens: cached,
  promptTokenCount: prompt,
  candidatesTokenCount: output,
  cachedContentTokenCount: cached,
});

describe.each(Object.entries(normalisers))("%s", (_, normalise) => {
  test.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "100"],
    ["an empty object", {}],
    ["zero everywhere", named(0, 0)],
    ["an answer without a prompt", named(0, 7)],
    ["text for numbers", named("100", "7")],
    ["less than nothing", named(100, -7)],
    ["parts of a token", named(100, 7.5)],
    ["more than any model reads", named(3_000_000_000, 7)],
    ["more than any model writes", named(100, 3_000_000_000)],
    ["no number", named(Number.NaN, 7)],
    ["a cached part that is text", named(100, 7, "64")],
  ])("L6 %s is no count", (_, usage) => expect(normalise(usage)).toBeNull());

  test("L6 whatever a provider sends, counts are whole and not negative, or there are none", () => {
    const value = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -2, max: 200 }) }, fc.anything());
    const usages = fc
      .record({ prompt: value, output: value, cached: value, more: fc.anything() })
      .map(({ prompt, output, cached, more }) => ({
        ...named(prompt, output, cached),
        completion_tokens_details: more,
        output_tokens_details: more,
        cache_creation: more,
        cache_creation_input_tokens: cached,
        thoughtsTokenCount: output,
        toolUsePromptTokenCount: prompt,
      }));
    fc.assert(
      fc.property(fc.oneof(usages, fc.anything()), (usage) => {
        const counted = normalise(usage);
        if (counted === null) return;
        for (const count of Object.values(parts(counted))) expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
        expect(promptOf(counted)).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

test("L6 of a cached part that is larger than its prompt nothing is believed", () => {
  expect(normaliseOpenAiUsage(named(100, 7, 164))).toBeNull();
  expect(normaliseGeminiUsage(named(100, 7, 164))).toBeNull();
});
