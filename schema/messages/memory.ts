/** What a persona remembers of a person, as HTTP carries it. */
import { z } from "zod";

export const MemoryView = z.object({
  id: z.string(),
  personaId: z.string(),
  kind: z.enum(["witnessed", "reflection", "preference"]),
  text: z.string(),
  circleId: z.string(),
  turnId: z.string().nullable(),
  importance: z.number().min(0).max(1),
  createdAt: z.string(),
});
export type MemoryView = z.infer<typeof MemoryView>;

export const MemoryList = z.object({
  /** How memories are found: by meaning ("vectors"), or by words when there is no embedding model. */
  ranking: z.enum(["vectors", "lexical"]),
  items: z.array(MemoryView),
});

export const MemoryChange = z.object({ text: z.string().trim().min(1, "write what is right, or delete it").max(2000) });
