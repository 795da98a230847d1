import { createPlaceholders } from "../../engine/model/redaction/placeholders.ts";
import { mapTexts } from "../../engine/model/redaction/redact-request.ts";
import { redactText } from "../../engine/model/redaction/redact-text.ts";

/**
 * A line of the log, one JSON object, without personal data. A line that cannot be checked is
 * withheld, and a line says so in its place.
 */
export function redactLogLine(line: string): string {
  try {
    const placeholders = createPlaceholders();
    const originals = new Map<string, string>();
    return `${JSON.stringify(mapTexts(JSON.parse(line), (text) => redactText(text, placeholders, originals)))}\n`;
  } catch {
    return '{"level":50,"msg":"a line of the log was withheld: it could not be checked for personal data"}\n';
  }
}
