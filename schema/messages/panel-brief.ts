/** People proposed for a brief: one line each, as they come (SPEC M2). */
import { z } from "zod";
import { PersonaDraft } from "./persona.ts";
import { written } from "./written-text.ts";

export const MAX_PROPOSED = 8;

export const PanelBrief = z.object({
  /** A sentence, or a pasted text. */
  brief: written(8_000),
  count: z.number().int().min(1).max(MAX_PROPOSED).default(4),
  /** BCP 47: the language of what is written about them. */
  language: z.string().min(2).max(20).default("en"),
});
export type PanelBrief = z.infer<typeof PanelBrief>;

export const Proposal = z.object({
  draft: PersonaDraft,
  /** Why this person would care. */
  why: z.string(),
  /** Whether a script made it up, which understands nothing of the brief. */
  isRehearsed: z.boolean(),
});
export type Proposal = z.infer<typeof Proposal>;

/** What proposes people here; `none`: the place's model is too small for it. */
export const ProposalAbility = z.object({
  by: z.enum(["model", "rehearsal", "none"]),
  /** `provider/model` */
  voice: z.string(),
});
export type ProposalAbility = z.infer<typeof ProposalAbility>;
