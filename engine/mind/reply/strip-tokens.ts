/** Removes reasoning blocks, chat template tokens and code fences: text for the model itself or its runtime. */
import type { StableText } from "./stable-text.ts";

const REASONING = /<(think|thinking|reasoning|thought)>[\s\S]*?<\/\1>/gi;
const OPEN_REASONING = /<(?:think|thinking|reasoning|thought)>[\s\S]*$/i;
const CLOSING_REASONING = /<\/(?:think|thinking|reasoning|thought)>/gi;
const TOKEN = /<\|[^|>\s]{0,36}\|>|<\/?s>|<(?:end|start)_of_turn>|\[\/?INST\]|<<\/?SYS>>|<(?:eos|bos|pad|unk)>/;
const LEADING_TOKEN = new RegExp(`^\\s*(?:${TOKEN.source})(?:\\s*(?:assistant|model)\\b:?)?\\s*`, "i");
const UNDECIDED_LEADING_TOKEN = new RegExp(`^\\s*(?:${TOKEN.source})\\s*[a-z]{0,9}$`, "i");
/** A "<" or "[" that may still become a token, without white space after it. */
const UNDECIDED_TOKEN = /(?:<[^\s>]{0,40}|<<\/?SYS>|\[\/?[A-Z]{0,4})+$/;

/** Removes reasoning; a template token before the reply is skipped, one inside the reply ends it. */
export function stripTokens(input: string, ended: boolean): StableText {
  const withoutReasoning = input.replace(REASONING, "").replace(OPEN_REASONING, "").replace(CLOSING_REASONING, "");
  let text = ended ? withoutReasoning : withoutReasoning.replace(UNDECIDED_TOKEN, "");
  while (LEADING_TOKEN.test(text)) {
    if (!ended && UNDECIDED_LEADING_TOKEN.test(text)) return { text: "", done: false };
    text = text.replace(LEADING_TOKEN, "");
  }
  const token = TOKEN.exec(text);
  return token ? { text: text.slice(0, token.index), done: true } : { text, done: false };
}

const FENCE = "```";
const LEADING_FENCE = /^\s*```[^\n]*\n/;

/** Unwraps a reply in a code fence; a fence inside a reply ends it. */
export function cutFences(input: string, ended: boolean): StableText {
  const isWrapped = input.trimStart().startsWith(FENCE);
  if (isWrapped && !LEADING_FENCE.test(input)) return { text: "", done: ended };
  const text = input.replace(LEADING_FENCE, "");
  const fence = text.indexOf(FENCE);
  if (fence >= 0) return { text: text.slice(0, fence), done: true };
  return { text: ended ? text : text.replace(/`{1,2}$/, ""), done: false };
}
