/** Has a light model decide a close call; any failure leaves it to the local bids. */
import { z } from "zod";
import type { CallScope, LanguageModel } from "../model/language-model.ts";
import { buildDecideRequest } from "../prompts/decide-prompt.ts";
import { readStructuredReply } from "../model/answers/read-structured-reply.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView } from "./conversation.ts";

const Answer = z.object({ speaker: z.string() });

/** @returns the persona's id; null when the model cannot decide */
export async function askNextSpeaker(
  model: LanguageModel,
  view: ConversationView,
  rivals: readonly Persona[],
  scope: CallScope,
): Promise<string | null> {
  try {
    const { value } = await readStructuredReply(model, buildDecideRequest(view, rivals), Answer, scope);
    return rivals.find((persona) => persona.name === value.speaker)?.id ?? null;
  } catch {
    // The ledger has the failed call; the next speaker is then chosen without it.
    return null;
  }
}
