/** Respondents of the lab who stand up in a session as its personas (SPEC S8). */
import { z } from "zod";
import { MAX_PERSONAS } from "./session.ts";

const id = z.string().min(1).max(100);

/** From the latest panel matched to a saved target, or from those asked in a completed run. */
export const PanelWish = z.object({
  from: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("target"), id }),
    z.object({ kind: z.literal("run"), id }),
  ]),
  size: z.number().int().min(1).max(MAX_PERSONAS),
  /** Of the session's plan as it was seen. */
  version: z.number().int(),
});
export type PanelWish = z.infer<typeof PanelWish>;
