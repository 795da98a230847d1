/** Estimates token counts when a provider sent none: for an aborted, broken or lost stream. */
import type { AnyRequest, ModelRequest, Usage } from "../language-model.ts";
import { promptOf } from "./normalise-usage.ts";

/** English averages about four characters per token in common tokenizers; other scripts need more tokens. */
const CHARACTERS_PER_TOKEN = 4;
/** Role markers and separators that a chat template adds to each message. */
const TOKENS_PER_MESSAGE = 4;

/** Half of prose's: numbers and code take more tokens per character. */
const MIN_CHARACTERS_PER_TOKEN = 2;

export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

export function estimatePromptTokens(request: AnyRequest): number {
  if ("texts" in request) return request.texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  if ("prompt" in request) return estimateTokens(request.prompt);
  return request.messages.reduce((sum, message) => sum + TOKENS_PER_MESSAGE + estimateTokens(message.content), 0);
}

/**
 * An upper bound for the tokens of a prompt, for any text people write: other scripts fall back to one token per
 * byte at worst.
 */
export function boundPromptTokens(request: AnyRequest): number {
  // A text may be framed by an extra token.
  if ("texts" in request) return request.texts.reduce((sum, text) => sum + 1 + boundTokens(text), 0);
  if ("prompt" in request) return boundTokens(request.prompt);
  const schema = request.responseSchema ? boundTokens(JSON.stringify(request.responseSchema)) : 0;
  return request.messages.reduce((sum, { content }) => sum + TOKENS_PER_MESSAGE + boundTokens(content), schema);
}

export function boundTokens(text: string): number {
  // Bytes are counted far quicker than characters are looked at. Each of JavaScript's characters that is not ASCII has at
  // least one byte more, so that there are at most `beyond` of them, and the bound is highest if there are as many.
  const bytes = Buffer.byteLength(text);
  const beyond = bytes - text.length;
  return Math.min(bytes, Math.ceil((text.length - beyond) / MIN_CHARACTERS_PER_TOKEN) + 2 * beyond);
}

/**
 * Usage of a call that ended early after `text` was received; `known` counts from the provider take precedence.
 * @param thoughts streamed beside it, which are paid for like the answer
 */
export function estimateUsage(request: AnyRequest, text: string, known: Partial<Usage> = {}, thoughts = ""): Usage {
  const reasoning = estimateTokens(thoughts);
  return {
    input: estimatePromptTokens(request),
    output: estimateTokens(text) + reasoning,
    reasoning,
    cached: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    raw: null,
    ...known,
    exact: false,
  };
}

/** The provider's counts of an answered call, as far as plausible: missing ones, or zero output for an answer, are estimated. */
export function settleUsage(request: ModelRequest, text: string, counted: Usage | null, thoughts = ""): Usage {
  if (!counted) return estimateUsage(request, text, {}, thoughts);
  if (counted.output > 0 || text === "") return counted;
  return estimateUsage(request, text, promptOf(counted), thoughts);
}
