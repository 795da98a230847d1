/** Traits of one persona: set by hand, learned in talk, listed and undone. */
import { mayBeUsed } from "../../engine/memory/witnesses.ts";
import { MAX_TRAITS, type Persona, type PersonalityChange, type Trait } from "../../schema/messages/persona.ts";
import type { TraitChangePage } from "../../schema/messages/trait-change.ts";
import { isWorkspaceKeeper, type Caller } from "../account/caller.ts";
import { Problem } from "../http/problem.ts";
import { TraitsFull } from "./change-persona.store.ts";
import { changeTrait } from "./change-trait.ts";
import type { PersonaViews } from "./persona-views.ts";
import type { PersonaStore } from "./persona.store.ts";
import { traitKey } from "../../schema/rules/trait-key.ts";

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

export interface PersonaTraits {
  changeTrait(caller: Caller, change: PersonalityChange): Promise<Trait[]>;
  undoTrait(caller: Caller, personaId: string, traitId: string): Promise<Persona>;
  listTraitChanges(
    caller: Caller,
    personaId: string,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<TraitChangePage>;
  /** Adds or sets a trait as learned, with its evidence; false when the persona no longer exists, or has the maximum number. */
  learnTrait(personaId: string, learned: LearnedTrait): Promise<boolean>;
}

export function createPersonaTraits(
  { store, now }: { store: PersonaStore; now(): Date },
  views: PersonaViews,
): PersonaTraits {
  const { coreOf, find, findMine, announce, changed, directory } = views;
  return {
    async changeTrait(caller, change) {
      const { personaId } = change;
      await findMine(caller, personaId);
      const core = await coreOf(caller.workspaceId);
      const found = await store
        .change(personaId, byHand(caller), ({ persona, own }) => ({
          draft: persona.draft,
          own: changeTrait(own, core, change),
        }))
        .catch(throwTraitsLimit);
      return (await changed(personaId, found)).traits;
    },

    async undoTrait(caller, personaId, traitId) {
      await findMine(caller, personaId);
      if (!(await store.undo(personaId, traitId, now()).catch(throwTraitsLimit)))
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
      const persona = await directory.get(personaId);
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

export const byHand = (caller: Caller) => ({
  source: "hand" as const,
  byUserId: caller.userId,
  evidence: null,
  confidence: null,
  witnesses: null,
});

function throwTraitsLimit(error: unknown): never {
  if (!(error instanceof TraitsFull)) throw error;
  throw new Problem(409, `A persona has at most ${MAX_TRAITS} traits of its own. Remove one first.`, {
    code: "traits-limit",
    values: { count: MAX_TRAITS },
  });
}
