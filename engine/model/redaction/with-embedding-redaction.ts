/** Removes personal data from texts before they are sent for embedding (SPEC L4). */
import type { EmbeddingCalls, EmbeddingEvent } from "../language-model.ts";
import { createPlaceholders } from "./placeholders.ts";
import { redactText } from "./redact-text.ts";
import { uncheckedRefusal } from "./unchecked-refusal.ts";

/**
 * Local routes are not redacted. Each text has its own placeholders, so that the same text always has the same vector.
 * @throws ModelError "bad-request", with nothing sent, when a text cannot be checked
 */
export function withEmbeddingRedaction(model: EmbeddingCalls): EmbeddingCalls {
  if (model.route.local) return model;
  return {
    route: model.route,
    async *stream({ texts }, scope): AsyncGenerator<EmbeddingEvent> {
      yield* model.stream({ texts: redactEach(texts) }, scope);
    },
  };
}

function redactEach(texts: string[]): string[] {
  try {
    return texts.map((text) => redactText(text, createPlaceholders(), new Map()));
  } catch (error) {
    throw uncheckedRefusal(error);
  }
}
