/** Keeps personal data from providers: placeholders are sent, and restored in replies (SPEC L4). */
import type { CallScope, LanguageModel, ModelEvent, ModelRequest } from "../language-model.ts";
import type { Placeholders } from "./placeholders.ts";
import { redactRequest } from "./redact-request.ts";
import { createRestorer } from "./restorer.ts";
import { uncheckedRefusal } from "./unchecked-refusal.ts";

export type RedactionPorts = {
  /** The placeholders of a conversation, the same at each call; null: of a call that belongs to none. */
  placeholdersOf(conversation: string | null): Placeholders;
  /** Whether the people behind a call consent to sending their data to this provider; without it nobody does. */
  hasConsent?(scope: CallScope): Promise<boolean>;
};

/**
 * Local routes are not redacted. Log-probabilities keep the placeholders.
 * @throws ModelError "bad-request", with nothing sent, when a text cannot be checked
 */
export function withRedaction(model: LanguageModel, ports: RedactionPorts): LanguageModel {
  if (model.route.local) return model;
  return {
    route: model.route,
    async *stream(request, scope): AsyncGenerator<ModelEvent> {
      const { redacted, originals } = await prepare(request, scope, ports);
      const isJson = "responseSchema" in request && request.responseSchema !== undefined;
      const restorer = createRestorer(isJson ? escapeForJson(originals) : originals);
      for await (const event of model.stream(redacted, scope)) {
        const text = event.type === "text-delta" ? restorer.push(event.text) : restorer.end();
        if (text) yield { type: "text-delta", text };
        if (event.type === "finish") yield event;
      }
    },
  };
}

async function prepare(
  request: ModelRequest,
  scope: CallScope,
  { placeholdersOf, hasConsent }: RedactionPorts,
): Promise<{ redacted: ModelRequest; originals: Map<string, string> }> {
  try {
    if (await hasConsent?.(scope)) return { redacted: request, originals: new Map() };
    const { workspaceId, subject } = scope;
    const { circleId } = subject;
    return redactRequest(request, placeholdersOf(circleId ? `${workspaceId}/${circleId}` : null));
  } catch (error) {
    throw uncheckedRefusal(error);
  }
}

/** Escapes the data, so that it does not end the string in a JSON reply. */
export const escapeForJson = (originals: Map<string, string>): Map<string, string> =>
  new Map([...originals].map(([placeholder, value]) => [placeholder, JSON.stringify(value).slice(1, -1)]));
