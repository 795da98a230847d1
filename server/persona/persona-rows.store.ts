/** Rows of personas, read together with their traits. */
import { LockMode } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import { z } from "zod";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { PersonaRow, TraitRow } from "../../schema/tables/persona.table.ts";
import type { StoredPersona, StoredTrait } from "./combine-persona.ts";
import { publishChange } from "../changes/publish-change.ts";
import { describeTrait, insertTrait } from "./trait-rows.store.ts";

export type PersonaWithTraits = { persona: StoredPersona; own: StoredTrait[] };
export type NewPersona = {
  id: string;
  workspaceId: string;
  ownerId: string | null;
  placeId: string;
  castKey: string | null;
  /** The persona it was made from. */
  originId: string | null;
  /** The backstory that it stands up from. */
  backstoryId?: string;
  draft: PersonaDraft;
  own: StoredTrait[];
};

export type WithTraits = ReturnType<typeof readWithTraits>;

/**
 * Drafts were validated by the rules in force when they were written.
 * @param report called once for each stored persona that today's rules reject: it is left out
 */
export function readWithTraits(report: (problem: Error) => void) {
  const reported = new Set<string>();
  return async (em: EntityManager, rows: PersonaRow[]): Promise<PersonaWithTraits[]> => {
    const traits = await em.find(
      TraitRow,
      { personaId: { $in: rows.map((row) => row.id) } },
      { orderBy: { createdAt: "asc", id: "asc" } },
    );
    return rows.flatMap(({ id, workspaceId, ownerId = null, placeId, draft, version, createdAt }) => {
      const read = PersonaDraft.safeParse(draft);
      if (!read.success) {
        if (!reported.has(id))
          report(new Error(`The stored persona ${id} cannot be read and is left out: ${z.prettifyError(read.error)}`));
        reported.add(id);
        return [];
      }
      const own = traits.filter(({ personaId }) => personaId === id).map(describeTrait);
      return [{ persona: { id, workspaceId, ownerId, placeId, draft: read.data, version, createdAt }, own }];
    });
  };
}

export async function lockPersona(
  em: EntityManager,
  withTraits: WithTraits,
  id: string,
): Promise<PersonaWithTraits | null> {
  const row = await em.findOne(PersonaRow, { id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return row && ((await withTraits(em, [row]))[0] ?? null);
}

export async function insertPersona(em: EntityManager, { own, draft, ...persona }: NewPersona): Promise<void> {
  await em.insert(PersonaRow, { ...persona, name: draft.name, draft: withoutTraits(draft) });
  for (const trait of own) await insertTrait(em, persona.workspaceId, persona.ownerId, persona.id, trait);
  await publishChange(em, "personas", { personaId: persona.id, version: 1 });
}

export const withoutTraits = (draft: PersonaDraft): PersonaDraft => ({
  ...draft,
  personality: { ...draft.personality, traits: [] },
});
