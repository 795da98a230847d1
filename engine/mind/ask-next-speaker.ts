/** Lets a light model settle a close call; any failure leaves it to the local bids. */
import { z } from "zod";
import type { CallContext, LanguageModel } from "../model/language-model.ts";
import { buildDecideRequest } from "../prompts/decide-prompt.ts";
import { readWholeReply } from "../model/read-whole-reply.ts";
import type { AskModel } from "./decide-turn.ts";

const Answer = z.object({ speaker: z.string() });

export const askNextSpeaker =
  (model: LanguageModel, context: CallContext): AskModel =>
  async (view, rivals) => {
    try {
      const { text } = await readWholeReply(model, buildDecideRequest(view, rivals), context);
      const { speaker } = Answer.parse(JSON.parse(text));
      return rivals.find((persona) => persona.name === speaker)?.id ?? null;
    } catch {
      // The ledger has the failed call; who speaks next is then decided without it.
      return null;
    }
  };
