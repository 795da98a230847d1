/** What a persona remembers about a person, in HTTP responses. */
import { z } from "zod";
import { PageCursor } from "./page-cursor.ts";

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

export const ListedMemory = MemoryView.extend({
  /** What it was made of: a preference's sentence, a reflection's memories; none for what was witnessed. */
  sources: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type ListedMemory = z.infer<typeof ListedMemory>;

export const MemoryQuery = z.object({
  /** Words that are searched for, in any order. */
  q: z.string().trim().max(200).default(""),
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const MemoryPage = z.object({
  /** How memories are found: by meaning ("vectors"), or by words when there is no embedding model. */
  ranking: z.enum(["vectors", "lexical"]),
  items: z.array(ListedMemory),
  /** The `cursor` of the next page; null on the last one. */
  next: z.string().nullable(),
});

export const MAX_MEMORY_LENGTH = 2000;
export const MemoryChange = z.object({
  text: z.string().trim().min(1, "write what is right, or delete it").max(MAX_MEMORY_LENGTH),
});
