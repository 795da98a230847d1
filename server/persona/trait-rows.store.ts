/** Traits and their changes as rows. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { TraitChange } from "../../schema/messages/trait-change.ts";
import { TraitChangeRow, TraitRow } from "../../schema/tables/persona.table.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { StoredPersona, StoredTrait } from "./combine-persona.ts";
import type { TraitDifference } from "./compare-traits.ts";

/** Why a trait changed. */
export type ChangeReason = {
  source: "hand" | "learned";
  byUserId: string | null;
  evidence: string | null;
  confidence: number | null;
  /** User ids of the people who heard the evidence; null: said in public. */
  witnesses: string[] | null;
  /** The talk in which it was learned. */
  circleId: string | null;
};
/** `personaId` null: a core trait. */
export async function insertTrait(
  em: EntityManager,
  workspaceId: string,
  ownerId: string | null,
  personaId: string | null,
  trait: StoredTrait,
): Promise<void> {
  await em.insert(TraitRow, { id: newId(), workspaceId, ownerId, personaId, ...trait });
}

export const loadCoreTraits = async (em: EntityManager, workspaceId: string): Promise<StoredTrait[]> =>
  (await em.find(TraitRow, { workspaceId, personaId: null }, { orderBy: { createdAt: "asc", id: "asc" } })).map(
    describeTrait,
  );

export const describeTrait = ({ key, name, description, intensity }: TraitRow): StoredTrait => ({
  key,
  name,
  description,
  intensity,
});

/** Records the previous state of the trait, so that the change can be undone. */
export async function recordChange(
  em: EntityManager,
  persona: StoredPersona,
  { was, is }: TraitDifference,
  reason: ChangeReason,
): Promise<void> {
  const { key, name, description } = (was ?? is)!;
  await em.insert(TraitChangeRow, {
    id: newId(),
    workspaceId: persona.workspaceId,
    ownerId: persona.ownerId,
    personaId: persona.id,
    traitKey: key,
    name,
    description,
    intensityBefore: was?.intensity ?? null,
    intensityAfter: is?.intensity ?? null,
    ...reason,
  });
}

export const describeChange = (row: TraitChangeRow): TraitChange => ({
  id: row.id,
  traitId: row.traitKey,
  name: row.name,
  description: row.description,
  intensityBefore: row.intensityBefore ?? null,
  intensityAfter: row.intensityAfter ?? null,
  source: row.source as TraitChange["source"],
  evidence: row.evidence ?? null,
  confidence: row.confidence ?? null,
  byUserId: row.byUserId ?? null,
  createdAt: row.createdAt.toISOString(),
  undoneAt: row.undoneAt?.toISOString() ?? null,
});
