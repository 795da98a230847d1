/** Redacts a request for a batch, so that personal data stays here and is restored in the answer (SPEC L4). */
import type { ChatRequest } from "../../engine/model/language-model.ts";
import { createPlaceholders } from "../../engine/model/redaction/placeholders.ts";
import { redactRequest } from "../../engine/model/redaction/redact-request.ts";
import { createRestorer } from "../../engine/model/redaction/restorer.ts";
import { uncheckedRefusal } from "../../engine/model/redaction/unchecked-refusal.ts";
import { escapeForJson } from "../../engine/model/redaction/with-redaction.ts";
import type { StoredItem } from "./batch.ts";

/** @throws ModelError "bad-request" when it cannot be checked for personal data */
export function redactItem(request: ChatRequest): Pick<StoredItem, "request" | "originals"> {
  try {
    const { redacted, originals } = redactRequest(request, createPlaceholders());
    return { request: redacted, originals: Object.fromEntries(originals) };
  } catch (error) {
    throw uncheckedRefusal(error);
  }
}

export function restoreReply({ request, originals }: Pick<StoredItem, "request" | "originals">, text: string): string {
  const known = new Map(Object.entries(originals));
  const restorer = createRestorer(request.responseSchema ? escapeForJson(known) : known);
  return restorer.push(text) + restorer.end();
}
