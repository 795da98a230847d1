import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { PersonaDraft } from "../messages/persona.ts";

export const PersonaRow = defineEntity({
  name: "PersonaRow",
  tableName: "personas",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    /** Null: belongs to the workspace (the cast). */
    ownerId: p.text().nullable(),
    name: p.text(),
    /** Without `personality.traits`: those are separate rows. */
    draft: p.json().$type<PersonaDraft>(),
    /** Where it lives: the place it wanders in. */
    placeId: p.text(),
    /** The persona it was copied or remixed from. */
    originId: p.text().nullable(),
    /** The backstory of the pool that it stands up from (SPEC S8). */
    backstoryId: p.text().nullable(),
    /** `cast/name` in the cast files, so that a start seeds it once. */
    castKey: p.text().nullable(),
    version: p.integer().default(1),
    createdAt: p.datetime().defaultRaw("now()"),
    updatedAt: p.datetime().defaultRaw("now()"),
    deletedAt: p.datetime().nullable(),
  },
});
export type PersonaRow = InferEntity<typeof PersonaRow>;

/**
 * A persona's own trait, or (personaId null) a core trait every persona of the workspace inherits.
 * An own trait with the key of a core one is that persona's own intensity of it.
 */
export const TraitRow = defineEntity({
  name: "TraitRow",
  tableName: "traits",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    personaId: p.text().nullable(),
    /** The `traitId` of the API: unique within a persona. */
    key: p.text(),
    name: p.text(),
    description: p.text(),
    intensity: p.float().columnType("double precision"),
    createdAt: p.datetime().defaultRaw("now()"),
    updatedAt: p.datetime().defaultRaw("now()"),
  },
});
export type TraitRow = InferEntity<typeof TraitRow>;

/** Every change of a trait, by hand or learned, with its evidence; undo reads it. */
export const TraitChangeRow = defineEntity({
  name: "TraitChangeRow",
  tableName: "trait_changes",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    personaId: p.text(),
    traitKey: p.text(),
    name: p.text(),
    description: p.text(),
    /** Null: the trait did not exist before / does not exist after. */
    intensityBefore: p.float().columnType("double precision").nullable(),
    intensityAfter: p.float().columnType("double precision").nullable(),
    /** "hand" | "learned" */
    source: p.text(),
    evidence: p.text().nullable(),
    /** User ids of the people who heard the evidence; null: said in public, or there is none. */
    witnesses: p.array().nullable(),
    confidence: p.float().columnType("double precision").nullable(),
    byUserId: p.text().nullable(),
    /** The talk in which it was learned. */
    circleId: p.text().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    undoneAt: p.datetime().nullable(),
  },
});
export type TraitChangeRow = InferEntity<typeof TraitChangeRow>;

/** Something a persona witnessed, or a reflection on it. */
export const MemoryRow = defineEntity({
  name: "MemoryRow",
  tableName: "memories",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    ownerId: p.text().nullable(),
    personaId: p.text(),
    /** "witnessed" | "reflection" | "preference" */
    kind: p.text(),
    text: p.text(),
    /** Whose words or deeds it is about, for reading, correcting and deleting. */
    aboutUserId: p.text().nullable(),
    circleId: p.text().nullable(),
    turnId: p.text().nullable(),
    /** User ids of the people who heard it; null: said in public. */
    witnesses: p.array().nullable(),
    /** 0–1 */
    importance: p.float().columnType("double precision"),
    /** "words" | "model": what judged it. */
    importanceBy: p.text().default("words"),
    /** The memories it was made of: a preference's sentence, a reflection's memories. Deleting one deletes it (a trigger). */
    sourceIds: p.array().default([]),
    /** Its part in the next reflection is done. */
    isReflectedOn: p.boolean().default(false),
    /** float32 little-endian, `dimension` × 4 bytes; null while not embedded. */
    embedding: p.blob().nullable(),
    embeddingModel: p.text().nullable(),
    dimension: p.integer().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    lastAccessedAt: p.datetime().defaultRaw("now()"),
  },
});
export type MemoryRow = InferEntity<typeof MemoryRow>;
