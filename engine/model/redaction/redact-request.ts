import type { ModelRequest } from "../language-model.ts";
import type { Placeholders } from "./placeholders.ts";
import { redactText } from "./redact-text.ts";

/** Redacts every text of a call: prompt, all messages, stop strings, and the texts of a schema. */
export function redactRequest<Request extends ModelRequest>(
  request: Request,
  placeholders: Placeholders,
): { redacted: Request; originals: Map<string, string> } {
  const originals = new Map<string, string>();
  const redacted = mapTexts(request, (text) => redactText(text, placeholders, originals)) as Request;
  return { redacted, originals };
}

/**
 * Plain data with every string changed; field names stay. Parts in which nothing changed are the same objects, so that what
 * is remembered of a message (`encodeBody`) is found again.
 */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => mapTexts(item, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, item]) => [name, mapTexts(item, change), item] as const);
  return fields.some(([, changed, item]) => changed !== item)
    ? Object.fromEntries(fields.map(([name, changed]) => [name, changed]))
    : value;
}
