/** Sanitises a provider's text before it is shown, stored or logged: no key, no address, at most a few lines (SPEC A5). */
import { findIpAddresses } from "../redaction/find-ip-addresses.ts";
import { findKeys } from "../redaction/find-keys.ts";
import type { Span } from "../redaction/personal-data.ts";

const LONGEST_QUOTE_CHARACTERS = 300;
const LONGEST_READ_CHARACTERS = 2_000;

/** Providers quote a wrong key, or most of it. */
const PARTS_OF_KEYS = /\b(?:(?:sk|key|gsk|hf)[-_][\w*.-]{4,}|AIza[\w-]{10,})/gi;
const ADDRESSES =
  /\b(?:https?|wss?|grpc|tcp|redis|postgres(?:ql)?):\/\/[^\s"'<>)\]]+|(?<![\w.-])(?:(?:[\w-]+\.)+[\w-]+:\d{2,5}|[\w-]+:\d{4,5})\b/gi;

export function quoteProvider(words: string): string {
  const read = words
    .slice(0, LONGEST_READ_CHARACTERS)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const withoutKeys = cover(read, findKeys(read), "(key)").replace(PARTS_OF_KEYS, "(key)");
  const withoutUrls = withoutKeys.replace(ADDRESSES, "(address)");
  return cover(withoutUrls, findIpAddresses(withoutUrls), "(address)")
    .slice(0, LONGEST_QUOTE_CHARACTERS)
    .toWellFormed()
    .replace(/\.$/, "");
}

function cover(text: string, spans: Span[], name: string): string {
  let covered = "";
  let at = 0;
  for (const { start, end } of spans.toSorted((one, other) => one.start - other.start)) {
    if (start >= at) covered += text.slice(at, start) + name;
    at = Math.max(at, end);
  }
  return covered + text.slice(at);
}
