/** The library of a workspace in HTTP requests and responses (SPEC M2). */
import { z } from "zod";
import { Look } from "./look.ts";
import { PageCursor } from "./page-cursor.ts";
import { written } from "./written-text.ts";

export const MAX_PUBLISHED = 100;
const STARS = z.number().int().min(1).max(5);

export const LibraryQuery = z.object({
  q: z.string().trim().max(200).optional(),
  /** `next` of the previous page. */
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(100).default(24),
});

export const LibraryEntry = z.object({
  id: z.string(),
  personaId: z.string(),
  name: z.string(),
  description: z.string(),
  interests: z.array(z.string()),
  look: Look,
  publisher: z.object({ userId: z.string(), name: z.string() }),
  publishedAt: z.string(),
  /** The mean of all ratings; null while there is none. */
  stars: z.number().nullable(),
  ratings: z.number().int(),
  /** The caller's own rating. */
  myStars: STARS.nullable(),
  /** Personas made from it. */
  copies: z.number().int(),
  /** Whom it was made from itself. */
  origin: z.object({ personaId: z.string(), name: z.string() }).nullable(),
  /** Why an admin hid it; null: everybody sees it. */
  hiddenWhy: z.string().nullable(),
});
export type LibraryEntry = z.infer<typeof LibraryEntry>;

export const LibraryPage = z.object({
  items: z.array(LibraryEntry),
  next: z.string().nullable(),
  /** How a search was ranked: by meaning only where an embedding model answers. */
  ranking: z.enum(["newest", "words", "words-and-meaning"]),
});
export type LibraryPage = z.infer<typeof LibraryPage>;

/** `stars` null takes the rating back. */
export const RatingChange = z.object({ stars: STARS.nullable() });
/** `why` null shows it again. */
export const HidingChange = z.object({ why: written(300).nullable() });

/** Whom a persona was made from, nearest first. */
export const Lineage = z.object({
  items: z.array(
    z.object({ personaId: z.string(), name: z.string(), ownerName: z.string().nullable(), isGone: z.boolean() }),
  ),
});
export type Lineage = z.infer<typeof Lineage>;
