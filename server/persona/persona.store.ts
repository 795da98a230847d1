import { LockMode } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import { z } from "zod";
import type { Witnesses } from "../../engine/memory/witnesses.ts";
import { MOST_TRAITS, PersonaDraft } from "../../schema/messages/persona.ts";
import type { TraitChange, TraitChangePage } from "../../schema/messages/trait-change.ts";
import { PersonaRow, TraitChangeRow, TraitRow } from "../../schema/tables/persona.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { takeTurns } from "../database/take-turns.store.ts";
import type { StoredPersona, StoredTrait } from "./combine-persona.ts";
import { compareTraits, type TraitDifference } from "./compare-traits.ts";
import {
  describeChange,
  describeTrait,
  insertTrait,
  loadCoreTraits,
  recordChange,
  type ChangeReason,
} from "./trait-rows.store.ts";

export type PersonaWithTraits = { persona: StoredPersona; own: StoredTrait[] };
export type NewPersona = {
  id: string;
  workspaceId: string;
  ownerId: string | null;
  placeId: string;
  castKey: string | null;
  draft: PersonaDraft;
  own: StoredTrait[];
};
type Next = { draft: PersonaDraft; own: StoredTrait[] };

/** A persona has as many traits of its own as it may have. */
export class TraitsFull extends Error {}

export type PersonaStore = ReturnType<typeof createPersonaStore>;

/** @param report hears of a stored persona that today's rules cannot read: it is left as it is, and the others live */
export function createPersonaStore(database: Database, report: (problem: Error) => void) {
  const withTraits = readWithTraits(report);

  async function lock(em: EntityManager, id: string): Promise<PersonaWithTraits | null> {
    const row = await em.findOne(PersonaRow, { id, deletedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return row && ((await withTraits(em, [row]))[0] ?? null);
  }

  return {
    /** Unless its owner has `most` already: then nothing is stored, and this is false. */
    insert: (persona: NewPersona & { ownerId: string }, most: number): Promise<boolean> =>
      database.em().transactional(async (em) => {
        await takeTurns(em, "users", persona.ownerId);
        if ((await em.count(PersonaRow, { ownerId: persona.ownerId, deletedAt: null })) >= most) return false;
        await insertPersona(em, persona);
        return true;
      }),

    /** Seeds what is missing of a cast; a member that was changed or deleted stays as it is. */
    insertMissing: (personas: NewPersona[]): Promise<void> =>
      database.em().transactional(async (em) => {
        await takeTurns(em, "workspaces", personas[0]!.workspaceId);
        const keys = personas.map((persona) => persona.castKey);
        const present = await em.find(
          PersonaRow,
          { castKey: { $in: keys }, workspaceId: personas[0]!.workspaceId },
          { fields: ["castKey"] },
        );
        const known = new Set(present.map((row) => row.castKey));
        for (const persona of personas) if (!known.has(persona.castKey)) await insertPersona(em, persona);
      }),
    insertMissingCoreTraits: (workspaceId: string, traits: StoredTrait[]): Promise<void> =>
      database.em().transactional(async (em) => {
        await takeTurns(em, "workspaces", workspaceId);
        const known = new Set((await loadCoreTraits(em, workspaceId)).map((trait) => trait.key));
        for (const trait of traits) if (!known.has(trait.key)) await insertTrait(em, workspaceId, null, null, trait);
      }),

    async find(id: string): Promise<PersonaWithTraits | null> {
      const em = database.em();
      const row = await em.findOne(PersonaRow, { id, deletedAt: null });
      return row && ((await withTraits(em, [row]))[0] ?? null);
    },
    findCoreTraits: (workspaceId: string): Promise<StoredTrait[]> => loadCoreTraits(database.em(), workspaceId),

    /** Oldest first, after the persona `after`; `search` looks in name and description. `next`: null on the last page. */
    async list(
      workspaceId: string,
      options: { search?: string | undefined; ownerId?: string | undefined; after?: string | undefined; limit: number },
    ): Promise<{ items: PersonaWithTraits[]; next: string | null }> {
      const em = database.em();
      const like = options.search && { $ilike: `%${options.search.replace(/[\\%_]/g, "\\$&")}%` };
      const rows = await em.find(
        PersonaRow,
        {
          workspaceId,
          deletedAt: null,
          ...(options.after ? { id: { $gt: options.after } } : {}),
          ...(options.ownerId ? { ownerId: options.ownerId } : {}),
          ...(like ? { $or: [{ name: like }, { draft: { description: like } }] } : {}),
        },
        { orderBy: { id: "asc" }, limit: options.limit + 1 },
      );
      const page = rows.slice(0, options.limit);
      return { items: await withTraits(em, page), next: rows.length > page.length ? page.at(-1)!.id : null };
    },
    async listOfPlace(workspaceId: string, placeId: string): Promise<PersonaWithTraits[]> {
      const em = database.em();
      return withTraits(
        em,
        await em.find(PersonaRow, { workspaceId, placeId, deletedAt: null }, { orderBy: { id: "asc" } }),
      );
    },
    async castNames(workspaceId: string): Promise<string[]> {
      const where = { workspaceId, ownerId: null, deletedAt: null };
      return (await database.em().find(PersonaRow, where, { fields: ["name"] })).map(({ name }) => name);
    },

    /**
     * Changes a persona, one change at a time. `decide` sees it locked and returns it as it shall be, or throws.
     * What that does to its traits is recorded with the reason. False when there is no such persona.
     * @throws TraitsFull
     */
    change: (id: string, reason: ChangeReason, decide: (current: PersonaWithTraits) => Next): Promise<boolean> =>
      database.em().transactional(async (em) => {
        const current = await lock(em, id);
        if (!current) return false;
        const next = decide(current);
        for (const difference of await saveNext(em, current, next))
          await recordChange(em, current.persona, difference, reason);
        return true;
      }),

    /**
     * Takes the newest change of this trait back. Null when there is none left, or no such persona.
     * @throws TraitsFull
     */
    undo: (id: string, key: string, at: Date): Promise<TraitChange | null> =>
      database.em().transactional(async (em) => {
        const current = await lock(em, id);
        const change =
          current &&
          (await em.findOne(
            TraitChangeRow,
            { personaId: id, traitKey: key, undoneAt: null },
            { orderBy: { id: "desc" } },
          ));
        if (!change) return null;
        const others = current.own.filter((trait) => trait.key !== key);
        const before =
          change.intensityBefore == null
            ? []
            : [{ key, name: change.name, description: change.description, intensity: change.intensityBefore }];
        await saveNext(em, current, { draft: current.persona.draft, own: [...others, ...before] });
        change.undoneAt = at;
        return describeChange(change);
      }),

    /** Newest first, those before the change `before`; quoted evidence only where `mayRead` says so of who heard it. */
    async listChanges(
      id: string,
      { before, limit }: { before?: string | undefined; limit: number },
      mayRead: (witnesses: Witnesses) => boolean,
    ): Promise<TraitChangePage> {
      const where = { personaId: id, ...(before && { id: { $lt: before } }) };
      const rows = await database.em().find(TraitChangeRow, where, { orderBy: { id: "desc" }, limit: limit + 1 });
      const items = rows.slice(0, limit).map((row) => {
        const change = describeChange(row);
        return mayRead(row.witnesses ?? null) ? change : { ...change, evidence: null };
      });
      return { items, next: rows.length > limit ? items.at(-1)!.id : null };
    },

    remove: async (id: string, at: Date): Promise<void> =>
      void (await database.em().nativeUpdate(PersonaRow, { id }, { deletedAt: at })),
  };
}

async function insertPersona(em: EntityManager, { own, draft, ...persona }: NewPersona): Promise<void> {
  await em.insert(PersonaRow, { ...persona, name: draft.name, draft: withoutTraits(draft) });
  for (const trait of own) await insertTrait(em, persona.workspaceId, persona.ownerId, persona.id, trait);
}

/** Writes the persona and its traits as they shall be; returns what happened to each trait. */
async function saveNext(
  em: EntityManager,
  { persona, own }: PersonaWithTraits,
  next: Next,
): Promise<TraitDifference[]> {
  if (next.own.length > Math.max(own.length, MOST_TRAITS)) throw new TraitsFull();
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
  return differences;
}

const withoutTraits = (draft: PersonaDraft): PersonaDraft => ({
  ...draft,
  personality: { ...draft.personality, traits: [] },
});

/** Drafts were checked by the rules of the day they were written on. */
function readWithTraits(report: (problem: Error) => void) {
  const reported = new Set<string>();
  return async (em: EntityManager, rows: PersonaRow[]): Promise<PersonaWithTraits[]> => {
    const traits = await em.find(
      TraitRow,
      { personaId: { $in: rows.map((row) => row.id) } },
      { orderBy: { createdAt: "asc", id: "asc" } },
    );
    return rows.flatMap(({ id, workspaceId, ownerId = null, draft, version, createdAt }) => {
      const read = PersonaDraft.safeParse(draft);
      if (!read.success) {
        if (!reported.has(id))
          report(new Error(`The stored persona ${id} cannot be read and is left out: ${z.prettifyError(read.error)}`));
        reported.add(id);
        return [];
      }
      const own = traits.filter(({ personaId }) => personaId === id).map(describeTrait);
      return [{ persona: { id, workspaceId, ownerId, draft: read.data, version, createdAt }, own }];
    });
  };
}
