/** How personas did in the conversations that the caller may read (SPEC M8). */
import { z } from "zod";
import { Look } from "./look.ts";

export const EffectivenessQuery = z.object({ days: z.coerce.number().int().min(1).max(365).default(30) });

const share = z.number().min(0).max(1);

export const Effectiveness = z.object({
  personaId: z.string(),
  name: z.string(),
  look: Look,
  turns: z.number().int(),
  conversations: z.number().int(),
  /** Its share of the turns over its fair share, averaged over conversations: 1 is fair. */
  participation: z.number(),
  /** Share of its turns that another turn replies to, or whose speaker the next turn names. */
  answered: share,
  /** Share of its turns with a word that is new to the conversation and that somebody else takes up within six turns. */
  topicsMoved: share,
  reactions: z.number().int(),
  /** The mean of people's ratings in the library; null if there is none. */
  stars: z.number().nullable(),
  costNanoPerTurn: z.number().int(),
  /** Sum over traits of how far what it learned in talk moved them. */
  drift: z.number(),
});
export type Effectiveness = z.infer<typeof Effectiveness>;

/** Most turns first. */
export const EffectivenessList = z.object({ items: z.array(Effectiveness) });
