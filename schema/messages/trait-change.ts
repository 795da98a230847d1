/** A change of a trait, by hand or learned, with its evidence (SPEC M3). */
import { z } from "zod";
import { PageCursor } from "./page-cursor.ts";

export const TraitChange = z.object({
  id: z.string(),
  traitId: z.string(),
  name: z.string(),
  description: z.string(),
  /** Null: the persona did not have it (or no intensity of its own) before, or after. */
  intensityBefore: z.number().nullable(),
  intensityAfter: z.number().nullable(),
  source: z.enum(["hand", "learned"]),
  /** The quotation it was learned from; also null where it was said in private and the reader was not present. */
  evidence: z.string().nullable(),
  confidence: z.number().nullable(),
  byUserId: z.string().nullable(),
  createdAt: z.string(),
  undoneAt: z.string().nullable(),
});
export type TraitChange = z.infer<typeof TraitChange>;

export const TraitChangeQuery = z.object({
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const TraitChangePage = z.object({
  items: z.array(TraitChange),
  /** The `cursor` of the next page; null on the last one. */
  next: z.string().nullable(),
});
export type TraitChangePage = z.infer<typeof TraitChangePage>;
