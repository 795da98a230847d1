/** A guide tried with scripted voices, of which nothing is kept (SPEC C9). */
import { z } from "zod";

export const DryRun = z.object({
  /** The route that spoke: the rehearsal voice. */
  voice: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      minutes: z.number().int(),
      turns: z.array(
        z.object({
          /** Null: the facilitator, who says a prompt of the guide. */
          personaId: z.string().nullable(),
          name: z.string(),
          text: z.string(),
        }),
      ),
    }),
  ),
});
export type DryRun = z.infer<typeof DryRun>;
