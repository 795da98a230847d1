/** A plan proposed for a pasted brief, to be edited before anything of it is made (SPEC C9). */
import { z } from "zod";
import { PersonaDraft } from "./persona.ts";
import { GuideSection, SessionPlan } from "./session.ts";
import { ProbeQuestion } from "./session-probe.ts";
import { written } from "./written-text.ts";

export const MAX_BRIEF_LENGTH = 8_000;

export const SessionBrief = z.object({
  brief: written(MAX_BRIEF_LENGTH),
  /** BCP 47: the language of what is proposed. */
  language: z.string().min(2).max(20).default("en"),
});
export type SessionBrief = z.infer<typeof SessionBrief>;

export const SessionProposal = z.object({
  title: SessionPlan.shape.title,
  topic: SessionPlan.shape.topic,
  kind: SessionPlan.shape.kind,
  guide: z.array(GuideSection),
  /** Whom to invite as personas. */
  people: z.array(PersonaDraft),
  /** To be put to all. */
  questions: z.array(ProbeQuestion),
  /** Whether a script made it up, which understands nothing of the brief. */
  isRehearsed: z.boolean(),
});
export type SessionProposal = z.infer<typeof SessionProposal>;
