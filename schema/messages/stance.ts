/** Where personas stand on the topic of a talk, and what moved them (SPEC M7). */
import { z } from "zod";

export const Position = z.enum(["for", "against"]);
export type Position = z.infer<typeof Position>;

/**
 * What would change a stance.
 * - `case`: one where it really went well
 * - `proof`: tried out, not only told
 * - `reason`: one that the other side has not answered
 * - `open-question`: one about it that nobody can answer
 * - `harm`: somebody who was harmed by it
 * - `nothing`: a devil's advocate stays one
 */
export const ChangedBy = z.enum(["case", "proof", "reason", "open-question", "harm", "nothing"]);
export type ChangedBy = z.infer<typeof ChangedBy>;

const strength = z.number().min(0).max(1);

export const PersonaStance = z.object({
  personaId: z.string(),
  name: z.string(),
  topic: z.string(),
  changedBy: ChangedBy,
  /** As it was formed, when the persona first spoke on the topic. */
  formed: z.object({ position: Position, strength }),
  /** As it is now. */
  position: Position,
  strength,
  /** Oldest first. */
  moves: z.array(
    z.object({
      /** The turn that moved it, and its words. */
      turnId: z.string(),
      speakerName: z.string(),
      words: z.string(),
      towards: Position,
      /** After the move. */
      position: Position,
      strength,
      at: z.string(),
    }),
  ),
});
export type PersonaStance = z.infer<typeof PersonaStance>;
