/** Variations of a persona: what to change, in requests and answers (SPEC M8). */
import { z } from "zod";
import { PersonaDraft } from "./persona.ts";

export const AGE_CHANGES = ["same", "younger", "older"] as const;
export const STANCE_CHANGES = ["same", "opposite", "milder", "firmer"] as const;
export const TEMPERAMENT_CHANGES = ["same", "calmer", "livelier", "blunter", "gentler"] as const;

export const VariationWish = z.object({
  age: z.enum(AGE_CHANGES).default("same"),
  stance: z.enum(STANCE_CHANGES).default("same"),
  temperament: z.enum(TEMPERAMENT_CHANGES).default("same"),
  count: z.number().int().min(1).max(6).default(1),
  /** The same seed gives the same people. */
  seed: z.number().int().min(0).max(0xffffffff).default(0),
});
export type VariationWish = z.infer<typeof VariationWish>;

export const Variations = z.object({ items: z.array(PersonaDraft) });
export type Variations = z.infer<typeof Variations>;
