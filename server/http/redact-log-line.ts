import { createFinder } from "../../engine/model/redaction/find-replaceable.ts";
import { createPlaceholders } from "../../engine/model/redaction/placeholders.ts";
import { redactText } from "../../engine/model/redaction/redact-text.ts";

/** Fields that hold keys of any form: headers, client options, properties of errors. */
const HOLDS_A_KEY = /authori[sz]ation|cookie|password|passwd|secret|token|credential|api[-_]?key|admin[-_]?key/i;
const HIDDEN = "[SECRET]";
const REMEMBERED_CHARACTERS = 200_000;

/** Ids of requests and people. They differ from line to line and hold nobody's data, so nothing is looked for in them. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Cached, because log lines repeat the same names and words. */
const find = createFinder(REMEMBERED_CHARACTERS);

/**
 * A log line (one JSON object) without personal data and secrets. A line
 * that cannot be checked is replaced by one that says so.
 */
export function redactLogLine(line: string, secrets: readonly string[] = []): string {
  try {
    const placeholders = createPlaceholders(find);
    const originals = new Map<string, string>();
    const change = (text: string) => {
      const hidden = hide(text, secrets);
      return ID.test(hidden) ? hidden : redactText(hidden, placeholders, originals);
    };
    return `${JSON.stringify(redactFields(JSON.parse(line), change))}\n`;
  } catch {
    return '{"level":50,"msg":"a line of the log was withheld: it could not be checked for personal data"}\n';
  }
}

function hide(text: string, secrets: readonly string[]): string {
  let hidden = text;
  for (const secret of secrets) if (hidden.includes(secret)) hidden = hidden.replaceAll(secret, HIDDEN);
  return hidden;
}

function redactFields(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => redactFields(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      change(name),
      HOLDS_A_KEY.test(name) && typeof field !== "number" ? HIDDEN : redactFields(field, change),
    ]),
  );
}
