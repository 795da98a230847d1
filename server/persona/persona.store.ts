import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Witnesses } from "../../engine/memory/witnesses.ts";
import type { TraitChange, TraitChangePage } from "../../schema/messages/trait-change.ts";
import { PersonaRow, type TraitChangeRow } from "../../schema/tables/persona.table.ts";
import { publishChange } from "../changes/publish-change.ts";
import type { Database } from "../database/open-database.store.ts";
import { lockRow } from "../database/lock-row.store.ts";
import {
  changePersona,
  listTraitChanges,
  TraitsFull,
  undoTraitChange,
  type NextPersona,
} from "./change-persona.store.ts";
import type { StoredTrait } from "./combine-persona.ts";
import {
  insertPersona,
  readWithTraits,
  type NewPersona,
  type PersonaWithTraits,
  type WithTraits,
} from "./persona-rows.store.ts";
import { insertTrait, loadCoreTraits, type ChangeReason } from "./trait-rows.store.ts";

export type PersonaStore = ReturnType<typeof createPersonaStore>;

/** @param report called with each stored persona that today's rules reject: it stays as it is, and the others work */
export function createPersonaStore(database: Database, report: (problem: Error) => void) {
  const withTraits = readWithTraits(report);
  return { ...insertions(database), ...readings(database, withTraits), ...changes(database, withTraits) };
}

function insertions(database: Database) {
  return {
    /** Stores nothing and resolves with false when its owner has `most` already. */
    insert: (scope: Principal, persona: NewPersona & { ownerId: string }, most: number): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        await lockRow(em, "users", persona.ownerId);
        if ((await em.count(PersonaRow, { ownerId: persona.ownerId, deletedAt: null })) >= most) return false;
        await insertPersona(em, persona);
        return true;
      }),

    /** Seeds missing members of a cast; changed or deleted members stay as they are. */
    insertMissing: (personas: NewPersona[]): Promise<void> =>
      database.em().transactional(async (em) => {
        await lockRow(em, "workspaces", personas[0]!.workspaceId);
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
        await lockRow(em, "workspaces", workspaceId);
        const known = new Set((await loadCoreTraits(em, workspaceId)).map((trait) => trait.key));
        for (const trait of traits) if (!known.has(trait.key)) await insertTrait(em, workspaceId, null, null, trait);
      }),
  };
}

function readings(database: Database, withTraits: WithTraits) {
  return {
    async find(id: string): Promise<PersonaWithTraits | null> {
      const em = database.em();
      const row = await em.findOne(PersonaRow, { id, deletedAt: null });
      return row && ((await withTraits(em, [row]))[0] ?? null);
    },
    findCoreTraits: (workspaceId: string): Promise<StoredTrait[]> => loadCoreTraits(database.em(), workspaceId),

    /** Oldest first, after the persona `after`; `search` matches name and description. `next`: null on the last page. */
    list: (
      scope: Principal,
      options: { search?: string | undefined; ownerId?: string | undefined; after?: string | undefined; limit: number },
    ): Promise<{ items: PersonaWithTraits[]; next: string | null }> =>
      database.inScope(scope, async (em) => {
        const like = options.search && { $ilike: `%${options.search.replace(/[\\%_]/g, "\\$&")}%` };
        const rows = await em.find(
          PersonaRow,
          {
            workspaceId: scope.workspaceId,
            deletedAt: null,
            ...(options.after ? { id: { $gt: options.after } } : {}),
            ...(options.ownerId ? { ownerId: options.ownerId } : {}),
            ...(like ? { $or: [{ name: like }, { draft: { description: like } }] } : {}),
          },
          { orderBy: { id: "asc" }, limit: options.limit + 1 },
        );
        const page = rows.slice(0, options.limit);
        return { items: await withTraits(em, page), next: rows.length > page.length ? page.at(-1)!.id : null };
      }),
    /** A respondent who stands up stays until the sessions that have it are over (SPEC S8). */
    async listOfPlace(workspaceId: string, placeId: string): Promise<PersonaWithTraits[]> {
      const em = database.em();
      const wanted = await em.execute<{ id: string }[]>(
        `select distinct wanted.id from sessions s, json_array_elements_text(s.plan->'personaIds') as wanted(id)
         where s.workspace_id = ? and s.status <> 'ended'`,
        [workspaceId],
      );
      const stands = { $or: [{ backstoryId: null }, { id: { $in: wanted.map(({ id }) => id) } }] };
      return withTraits(
        em,
        await em.find(PersonaRow, { workspaceId, placeId, deletedAt: null, ...stands }, { orderBy: { id: "asc" } }),
      );
    },
    /** Of every persona there is. */
    listVersions: (): Promise<{ id: string; version: number; workspaceId: string; placeId: string }[]> =>
      database.em().find(PersonaRow, { deletedAt: null }, { fields: ["id", "version", "workspaceId", "placeId"] }),
    async castNames(workspaceId: string): Promise<string[]> {
      const where = { workspaceId, ownerId: null, deletedAt: null };
      return (await database.em().find(PersonaRow, where, { fields: ["name"] })).map(({ name }) => name);
    },
  };
}

export type Lesson = { reason: ChangeReason; decide: Decide };
/** What is done in one transaction with learning; false: somebody else has done it, and learned. */
export type Alongside = (em: EntityManager) => Promise<boolean>;

function falseIfFull(error: unknown): false {
  if (error instanceof TraitsFull) return false;
  throw error;
}

type Decide = (current: PersonaWithTraits, learned: readonly TraitChangeRow[]) => NextPersona;

const byHand = (scope: Principal): ChangeReason => ({
  source: "hand",
  byUserId: personOf(scope)!,
  evidence: null,
  confidence: null,
  witnesses: null,
  circleId: null,
});

function changes(database: Database, withTraits: WithTraits) {
  return {
    /**
     * Changes a persona by hand, one change at a time. `decide` is called with the locked persona and returns its new
     * state, or throws. The resulting trait changes are recorded. False when there is no such persona.
     * @throws TraitsFull
     */
    change: (scope: Principal, id: string, decide: Decide): Promise<boolean> =>
      database.inScope(scope, (em) => changePersona(em, withTraits, id, byHand(scope), decide)),

    /**
     * The same for what it learned in talk: each `decide` is also called with what was learned in it so far, and is left
     * out where it finds no room for a trait. All of it is one step with `alongside`, which is undone with it, and without
     * which nothing is learned. False when something was not learned.
     */
    learn: (id: string, lessons: readonly Lesson[], alongside: Alongside): Promise<boolean> =>
      database.em().transactional(async (em) => {
        if (!(await alongside(em))) return false;
        let isWhole = true;
        for (const { reason, decide } of lessons) {
          const learned = changePersona(em, withTraits, id, reason, decide).catch(falseIfFull);
          isWhole = (await learned) && isWhole;
          // The next one reads the persona as it is now.
          await em.flush();
          em.clear();
        }
        return isWhole;
      }),

    /**
     * Undoes the newest change of this trait. Null when there is none left, or no such persona.
     * @throws TraitsFull
     */
    undo: (id: string, key: string, at: Date): Promise<TraitChange | null> =>
      database.em().transactional((em) => undoTraitChange(em, withTraits, id, key, at)),

    /** Newest first, those before the change `before`; quoted evidence only if `mayRead` allows it for its witnesses. */
    listChanges: (
      id: string,
      page: { before?: string | undefined; limit: number },
      mayRead: (witnesses: Witnesses) => boolean,
    ): Promise<TraitChangePage> => listTraitChanges(database.em(), id, page, mayRead),

    remove: (scope: Principal, id: string, at: Date): Promise<void> =>
      database.inScope(scope, async (em) => {
        await em.nativeUpdate(PersonaRow, { id }, { deletedAt: at });
        await publishChange(em, "personas", { personaId: id, version: null });
      }),
  };
}
