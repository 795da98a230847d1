/** Who speaks next, why, and how much each reason counts (SPEC M6). */
import { z } from "zod";
import { Message } from "./message.ts";

const weight = z.number().min(0).max(1);
/** How much each factor of a turn decision counts, relative to the others. */
export const TurnWeights = z
  .strictObject({ relevance: weight, expertise: weight, participationBalance: weight, conversationFlow: weight })
  .refine((weights) => Object.values(weights).some((value) => value > 0), "at least one weight above 0");
export type TurnWeights = z.infer<typeof TurnWeights>;

/** What one persona's claim to the next turn rests on, in a line. */
export const TurnBid = z.object({
  personaId: z.string(),
  score: z.number(),
  reasoning: z.string(),
  reasoningMessage: Message,
});
export type TurnBid = z.infer<typeof TurnBid>;

/** Why this one speaks next (SPEC M6). All factors 0–1. */
export const TurnDecision = z.object({
  nextPersonaId: z.string(),
  reasoning: z.string(),
  reasoningMessage: Message.optional(),
  priorityScore: z.number(),
  factors: z.object({
    relevance: z.number(),
    expertise: z.number(),
    participationBalance: z.number(),
    conversationFlow: z.number(),
  }),
  /** The highest bids of others, best first; absent when a person chose. */
  otherBids: z.array(TurnBid).optional(),
});
export type TurnDecision = z.infer<typeof TurnDecision>;
