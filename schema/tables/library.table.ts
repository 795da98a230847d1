import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A persona in the workspace's library. */
export const PublishedPersonaRow = defineEntity({
  name: "PublishedPersonaRow",
  tableName: "published_personas",
  properties: {
    /** Newer ones are greater. */
    id: p.text().primary(),
    personaId: p.text(),
    workspaceId: p.text(),
    /** Who published it. */
    ownerId: p.text(),
    publishedAt: p.datetime().defaultRaw("now()"),
    /** Set by an admin: only they and the publisher see it. */
    hiddenAt: p.datetime().nullable(),
    hiddenWhy: p.text().nullable(),
    /** float32 little-endian, of the persona's version `embeddedVersion`; null while not embedded. */
    embedding: p.blob().nullable(),
    embeddingModel: p.text().nullable(),
    embeddedVersion: p.integer().nullable(),
  },
});
export type PublishedPersonaRow = InferEntity<typeof PublishedPersonaRow>;

/** One per person and persona. */
export const PersonaRatingRow = defineEntity({
  name: "PersonaRatingRow",
  tableName: "persona_ratings",
  properties: {
    personaId: p.text().primary(),
    userId: p.text().primary(),
    workspaceId: p.text(),
    /** 1–5 */
    stars: p.smallint(),
    ratedAt: p.datetime().defaultRaw("now()"),
  },
});
export type PersonaRatingRow = InferEntity<typeof PersonaRatingRow>;
