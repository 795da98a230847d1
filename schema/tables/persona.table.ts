import { defineEntity, p, type InferEntity } from "@mikro-orm/core";
import type { PersonaDraft } from "../messages/persona.ts";

export const PersonaRow = defineEntity({
  name: "PersonaRow",
  tableName: "personas",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    /** Null: belongs to the workspace (the cast). */
    ownerId: p.string().nullable(),
    name: p.string(),
    draft: p.json().$type<PersonaDraft>(),
    /** Which cast file it came from, so that a start seeds it once. */
    castKey: p.string().nullable(),
    version: p.integer().default(1),
    createdAt: p.datetime().defaultRaw("now()"),
    updatedAt: p.datetime().defaultRaw("now()"),
    deletedAt: p.datetime().nullable(),
  },
});
export type PersonaRow = InferEntity<typeof PersonaRow>;

/** A persona's specific trait, or (personaId null) a core trait every persona of the workspace inherits. */
export const TraitRow = defineEntity({
  name: "TraitRow",
  tableName: "traits",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    ownerId: p.string().nullable(),
    personaId: p.string().nullable(),
    name: p.string(),
    description: p.string(),
    intensity: p.double(),
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
    id: p.string().primary(),
    workspaceId: p.string(),
    ownerId: p.string().nullable(),
    personaId: p.string(),
    traitId: p.string(),
    name: p.string(),
    /** Null: the trait did not exist before / does not exist after. */
    intensityBefore: p.double().nullable(),
    intensityAfter: p.double().nullable(),
    /** "hand" | "learned" */
    source: p.string(),
    evidence: p.string().nullable(),
    confidence: p.double().nullable(),
    byUserId: p.string().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
  },
});
export type TraitChangeRow = InferEntity<typeof TraitChangeRow>;

/** Something a persona witnessed, or a reflection on it. */
export const MemoryRow = defineEntity({
  name: "MemoryRow",
  tableName: "memories",
  properties: {
    id: p.string().primary(),
    workspaceId: p.string(),
    ownerId: p.string().nullable(),
    personaId: p.string(),
    /** "witnessed" | "reflection" | "preference" */
    kind: p.string(),
    text: p.text(),
    /** Whose words or deeds it is about, for reading, correcting and deleting. */
    aboutUserId: p.string().nullable(),
    circleId: p.string().nullable(),
    turnId: p.string().nullable(),
    /** 0–1 */
    importance: p.double(),
    /** float32 little-endian, `dimension` × 4 bytes; null while not embedded. */
    embedding: p.blob().nullable(),
    embeddingModel: p.string().nullable(),
    dimension: p.integer().nullable(),
    createdAt: p.datetime().defaultRaw("now()"),
    lastAccessedAt: p.datetime().defaultRaw("now()"),
  },
});
export type MemoryRow = InferEntity<typeof MemoryRow>;
