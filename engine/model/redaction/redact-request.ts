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

/** A copy of plain data with every string changed; field names stay. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, change)]));
}
