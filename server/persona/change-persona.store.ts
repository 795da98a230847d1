/** Changes of personas, with the resulting trait changes recorded so that they can be undone. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Witnesses } from "../../engine/memory/witnesses.ts";
import { MAX_TRAITS, type PersonaDraft } from "../../schema/messages/persona.ts";
import type { TraitChange, TraitChangePage } from "../../schema/messages/trait-change.ts";
import { PersonaRow, TraitChangeRow, TraitRow } from "../../schema/tables/persona.table.ts";
import { publishChange } from "../changes/publish-change.ts";
import type { StoredTrait } from "./combine-persona.ts";
import { compareTraits, type TraitDifference } from "./compare-traits.ts";
import { lockPersona, withoutTraits, type PersonaWithTraits, type WithTraits } from "./persona-rows.store.ts";
import { describeChange, insertTrait, recordChange, type ChangeReason } from "./trait-rows.store.ts";

export type NextPersona = { draft: PersonaDraft; own: StoredTrait[] };

/** The persona has the maximum number of its own traits. */
export class TraitsFull extends Error {}

/** `decide` is called with the locked persona. @throws TraitsFull */
export async function changePersona(
  em: EntityManager,
  withTraits: WithTraits,
  id: string,
  reason: ChangeReason,
  decide: (current: PersonaWithTraits, learned: readonly TraitChangeRow[]) => NextPersona,
): Promise<boolean> {
  const current = await lockPersona(em, withTraits, id);
  if (!current) return false;
  const { circleId } = reason;
  // Read under the persona's lock, so that concurrent readings of one talk stay within its limit together.
  const inThisTalk = { personaId: id, circleId, source: "learned", undoneAt: null };
  const next = decide(current, circleId === null ? [] : await em.find(TraitChangeRow, inThisTalk));
  for (const difference of await saveNext(em, current, next))
    await recordChange(em, current.persona, difference, reason);
  return true;
}

/** @throws TraitsFull */
export async function undoTraitChange(
  em: EntityManager,
  withTraits: WithTraits,
  id: string,
  key: string,
  at: Date,
): Promise<TraitChange | null> {
  const current = await lockPersona(em, withTraits, id);
  const change =
    current &&
    (await em.findOne(TraitChangeRow, { personaId: id, traitKey: key, undoneAt: null }, { orderBy: { id: "desc" } }));
  if (!change) return null;
  const others = current.own.filter((trait) => trait.key !== key);
  const before =
    change.intensityBefore == null
      ? []
      : [{ key, name: change.name, description: change.description, intensity: change.intensityBefore }];
  await saveNext(em, current, { draft: current.persona.draft, own: [...others, ...before] });
  change.undoneAt = at;
  return describeChange(change);
}

export async function listTraitChanges(
  em: EntityManager,
  id: string,
  { before, limit }: { before?: string | undefined; limit: number },
  mayRead: (witnesses: Witnesses) => boolean,
): Promise<TraitChangePage> {
  const where = { personaId: id, ...(before && { id: { $lt: before } }) };
  const rows = await em.find(TraitChangeRow, where, { orderBy: { id: "desc" }, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => {
    const change = describeChange(row);
    return mayRead(row.witnesses ?? null) ? change : { ...change, evidence: null };
  });
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}

/** Writes the persona and its new traits; returns the change of each trait. */
async function saveNext(
  em: EntityManager,
  { persona, own }: PersonaWithTraits,
  next: NextPersona,
): Promise<TraitDifference[]> {
  if (next.own.length > Math.max(own.length, MAX_TRAITS)) throw new TraitsFull();
  const { id: personaId, workspaceId, ownerId } = persona;
  const differences = compareTraits(own, next.own);
  for (const { was, is } of differences) {
    if (!is) await em.nativeDelete(TraitRow, { personaId, key: was!.key });
    else if (was) await em.nativeUpdate(TraitRow, { personaId, key: was.key }, { ...is, updatedAt: new Date() });
    else await insertTrait(em, workspaceId, ownerId, personaId, is);
  }
  const draft = withoutTraits(next.draft);
  const version = persona.version + 1;
  await em.nativeUpdate(PersonaRow, { id: personaId }, { name: draft.name, draft, version, updatedAt: new Date() });
  await publishChange(em, "personas", { personaId, version });
  return differences;
}
