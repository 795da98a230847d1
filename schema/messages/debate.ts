/** A debate on stage: its parts, each with a clock, and who leads it (SPEC C2). */
import { z } from "zod";

export const DebatePhase = z.enum(["opening", "rebuttal", "exchange", "closing", "verdict"]);
export type DebatePhase = z.infer<typeof DebatePhase>;

export const Debate = z.object({
  /** A person or persona who sits in the circle. */
  moderatorId: z.string(),
  phase: DebatePhase,
  /** ms since epoch. */
  beganAt: z.number(),
  endsAt: z.number(),
  /** Since when its clock runs, or ran last; ms since epoch. */
  clockStartedAt: z.number().default(0),
  /** Since when its clock stands still, ms since epoch; null while it runs. */
  clockStoppedAt: z.number().nullable().default(null),
  /** Who has spoken in this phase. */
  spoken: z.array(z.string()),
  /** People who were let speak out of their turn, and have not spoken yet. */
  letSpeak: z.array(z.string()).default([]),
});
export type Debate = z.infer<typeof Debate>;

/** What everybody in the place sees of it. */
export const ShownDebate = Debate.pick({
  moderatorId: true,
  phase: true,
  endsAt: true,
  clockStoppedAt: true,
  spoken: true,
  letSpeak: true,
});
export type ShownDebate = z.infer<typeof ShownDebate>;
