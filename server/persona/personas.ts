/** The personas of the world: who may make and change them, and everyone's current view of them. */
import { mayBeUsed } from "../../engine/memory/witnesses.ts";
import {
  MOST_TRAITS,
  type Persona,
  type PersonaDraft,
  type PersonalityChange,
  type Trait,
} from "../../schema/messages/persona.ts";
import { applyPersonaChange, type PersonaChange } from "../../schema/messages/persona-change.ts";
import type { TraitChangePage } from "../../schema/messages/trait-change.ts";
import { isWorkspaceKeeper, type Caller } from "../account/caller.ts";
import { refuseCastName } from "../account/cast-names.ts";
import { Problem } from "../http/problem.ts";
import { changeTrait } from "./change-trait.ts";
import { combinePersona, type StoredTrait } from "./combine-persona.ts";
import type { PersonaDirectory } from "./persona-directory.ts";
import { TraitsFull } from "./change-persona.store.ts";
import type { PersonaWithTraits } from "./persona-rows.store.ts";
import type { PersonaStore } from "./persona.store.ts";
import { refuseStranger } from "./persona-rights.ts";
import { keyTraits } from "./key-traits.ts";
import { traitKey } from "./trait-key.ts";

/** So that nobody fills a place alone. */
const MAX_PERSONA_NAME_LENGTH = 60;
const MOST_PER_GUEST = 20;
const MOST_PER_ACCOUNT = 500;

export type PersonaPorts = {
  store: PersonaStore;
  newId(): string;
  now(): Date;
  /** Does a place of this id exist? */
  isPlace(placeId: string): boolean;
};

/** A trait that a persona's own words showed. */
export type LearnedTrait = {
  name: string;
  description: string;
  intensity: number;
  evidence: string;
  confidence: number;
  /** Who heard the reply; null: it was said in public. */
  witnesses: string[] | null;
};

export type PersonaList = { items: Persona[]; next: string | null };

export interface Personas extends PersonaDirectory {
  list(
    caller: Caller,
    options: { q?: string | undefined; mine?: boolean | undefined; cursor?: string | undefined; limit: number },
  ): Promise<PersonaList>;
  find(caller: Caller, personaId: string): Promise<Persona>;
  create(caller: Caller, draft: PersonaDraft, placeId: string): Promise<Persona>;
  change(caller: Caller, personaId: string, change: PersonaChange): Promise<Persona>;
  remove(caller: Caller, personaId: string): Promise<void>;
  changeTrait(caller: Caller, change: PersonalityChange): Promise<Trait[]>;
  undoTrait(caller: Caller, personaId: string, traitId: string): Promise<Persona>;
  listTraitChanges(
    caller: Caller,
    personaId: string,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<TraitChangePage>;
  /** Adds or sets a trait as learned, with its evidence; false when the persona is gone, or has no room for one more. */
  learnTrait(personaId: string, learned: LearnedTrait): Promise<boolean>;
}

export function createPersonas({ store, newId, now, isPlace }: PersonaPorts): Personas {
  const current = new Map<string, Promise<Persona | null>>();
  const coreTraits = new Map<string, Promise<StoredTrait[]>>();
  const listeners = new Set<(change: { personaId: string; persona: Persona | null }) => void>();

  const coreOf = (workspaceId: string) => remember(coreTraits, workspaceId, () => store.findCoreTraits(workspaceId));
  const combine = async ({ persona, own }: PersonaWithTraits) =>
    combinePersona(persona, await coreOf(persona.workspaceId), own);
  const get = (personaId: string) =>
    remember(current, personaId, async () => {
      const found = await store.find(personaId);
      return found && combine(found);
    });
  const announce = async (personaId: string): Promise<Persona | null> => {
    current.delete(personaId);
    const persona = await get(personaId);
    for (const listener of listeners) listener({ personaId, persona });
    return persona;
  };

  const find = async (caller: Caller, personaId: string): Promise<Persona> => {
    const persona = await get(personaId);
    if (!persona || persona.workspaceId !== caller.workspaceId) throw unknownPersona();
    return persona;
  };
  const findMine = async (caller: Caller, personaId: string): Promise<Persona> => {
    const persona = await find(caller, personaId);
    refuseStranger(caller, persona);
    return persona;
  };
  /** What people make is not taken for the cast; the cast itself is renamed by who keeps the workspace. */
  const refuseNameOfCast = async (name: string, workspaceId: string): Promise<void> =>
    refuseCastName(name, await store.castNames(workspaceId), { mark: " (copy)", maxLength: MAX_PERSONA_NAME_LENGTH });
  const byHand = (caller: Caller) => ({
    source: "hand" as const,
    byUserId: caller.userId,
    evidence: null,
    confidence: null,
    witnesses: null,
  });
  const changed = async (personaId: string, found: boolean): Promise<Persona> => {
    const persona = found ? await announce(personaId) : null;
    if (!persona) throw unknownPersona();
    return persona;
  };

  return {
    get,
    find,
    async residentsOf(placeId, workspaceId) {
      return Promise.all((await store.listOfPlace(workspaceId, placeId)).map(combine));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    async list(caller, { q, mine, cursor, limit }) {
      const found = await store.list(caller.workspaceId, {
        search: q,
        ownerId: mine ? caller.userId : undefined,
        after: cursor || undefined,
        limit,
      });
      return { items: await Promise.all(found.items.map(combine)), next: found.next };
    },

    async create(caller, draft, placeId) {
      if (!isPlace(placeId))
        throw new Problem(400, `There is no place ${placeId}. GET /api/places lists them.`, {
          code: "no-such-place",
          errors: [{ path: "placeId", message: "no such place" }],
        });
      await refuseNameOfCast(draft.name, caller.workspaceId);
      const most = caller.role === "guest" ? MOST_PER_GUEST : MOST_PER_ACCOUNT;
      const id = newId();
      const { workspaceId, userId: ownerId } = caller;
      const persona = { id, workspaceId, ownerId, placeId, castKey: null, draft, own: keyTraits(draft) };
      if (!(await store.insert(persona, most)))
        throw new Problem(409, `You have made ${most} personas, which is the limit. Delete one first.`, {
          code: "personas-limit",
          values: { count: most },
        });
      return changed(id, true);
    },

    async change(caller, personaId, change) {
      const { ownerId, name, workspaceId } = await findMine(caller, personaId);
      if (ownerId !== null && change.name !== undefined && change.name !== name)
        await refuseNameOfCast(change.name, workspaceId);
      const found = await store.change(personaId, byHand(caller), ({ persona, own }) => {
        const draft = applyPersonaChange(persona.draft, change);
        return { draft, own: change.personality?.traits ? keyTraits(draft) : own };
      });
      return changed(personaId, found);
    },

    async remove(caller, personaId) {
      await findMine(caller, personaId);
      await store.remove(personaId, now());
      await announce(personaId);
    },

    async changeTrait(caller, change) {
      const { personaId } = change;
      await findMine(caller, personaId);
      const core = await coreOf(caller.workspaceId);
      const found = await store
        .change(personaId, byHand(caller), ({ persona, own }) => ({
          draft: persona.draft,
          own: changeTrait(own, core, change),
        }))
        .catch(tellFull);
      return (await changed(personaId, found)).traits;
    },

    async undoTrait(caller, personaId, traitId) {
      await findMine(caller, personaId);
      if (!(await store.undo(personaId, traitId, now()).catch(tellFull)))
        throw new Problem(409, `No change of the trait ${traitId} is left to undo.`, { code: "nothing-to-undo" });
      return changed(personaId, true);
    },

    async listTraitChanges(caller, personaId, { cursor, limit }) {
      await find(caller, personaId);
      return store.listChanges(
        personaId,
        { before: cursor || undefined, limit },
        (witnesses) => isWorkspaceKeeper(caller) || mayBeUsed(witnesses, [caller.userId]),
      );
    },

    async learnTrait(personaId, { name, description, intensity, ...heard }) {
      const persona = await get(personaId);
      if (!persona) return false;
      const core = await coreOf(persona.workspaceId);
      const key = traitKey(name);
      const reason = { source: "learned" as const, byUserId: null, ...heard };
      const learning = store.change(personaId, reason, (was) => {
        const known = [...was.own, ...core].some((trait) => trait.key === key);
        const change = {
          personaId,
          traitId: key,
          action: known ? ("set" as const) : ("add" as const),
          intensity,
          ...(known ? {} : { name, description }),
        };
        return { draft: was.persona.draft, own: changeTrait(was.own, core, change) };
      });
      const found = await learning.catch((error: unknown) => {
        if (error instanceof TraitsFull) return false;
        throw error;
      });
      if (found) await announce(personaId);
      return found;
    },
  };
}

const unknownPersona = () =>
  new Problem(404, "There is no such persona. GET /api/personas lists them.", { code: "no-such-persona" });

function tellFull(error: unknown): never {
  if (!(error instanceof TraitsFull)) throw error;
  throw new Problem(409, `A persona has at most ${MOST_TRAITS} traits of its own. Remove one first.`, {
    code: "traits-limit",
    values: { count: MOST_TRAITS },
  });
}

/** Loads once; a failed load is tried again by the next who asks. */
function remember<Value>(cache: Map<string, Promise<Value>>, key: string, load: () => Promise<Value>): Promise<Value> {
  const known = cache.get(key);
  if (known) return known;
  const loading = load();
  cache.set(key, loading);
  loading.catch(() => cache.delete(key));
  return loading;
}
