/** Traits of one persona: set by hand, learned in talk, listed and undone. */
import { capDrift } from "../../engine/mind/traits/learn-traits.ts";
import { mayBeUsed, type Witnesses } from "../../engine/memory/witnesses.ts";
import { MAX_TRAITS, type Persona, type PersonalityChange, type Trait } from "../../schema/messages/persona.ts";
import type { TraitChangePage } from "../../schema/messages/trait-change.ts";
import { principalOfCaller } from "../account/caller-scope.ts";
import { isWorkspaceKeeper, type Caller } from "../account/caller.ts";
import { Problem } from "../http/problem.ts";
import { TraitsFull } from "./change-persona.store.ts";
import { changeTrait } from "./change-trait.ts";
import type { PersonaViews } from "./persona-views.ts";
import type { StoredTrait } from "./combine-persona.ts";
import type { Alongside, Lesson, PersonaStore } from "./persona.store.ts";
import { traitKey } from "../../schema/rules/trait-key.ts";

/** A trait that a persona's own words showed. */
export type LearnedTrait = {
  name: string;
  description: string;
  intensity: number;
  evidence: string;
  confidence: number;
  /** Who heard the reply; null: it was said in public. */
  witnesses: Witnesses;
  /** The talk in which it was said. */
  circleId: string | null;
};

export interface PersonaTraits {
  changeTrait(caller: Caller, change: PersonalityChange): Promise<Trait[]>;
  undoTrait(caller: Caller, personaId: string, traitId: string): Promise<Persona>;
  listTraitChanges(
    caller: Caller,
    personaId: string,
    page: { cursor?: string | undefined; limit: number },
  ): Promise<TraitChangePage>;
  /**
   * Adds or sets traits as learned, with their evidence, within what one talk may move them, in one step with
   * `alongside`. False when the persona no longer exists, or has the maximum number for one of them.
   */
  learnTraits(personaId: string, learned: readonly LearnedTrait[], alongside: Alongside): Promise<boolean>;
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
        .change(principalOfCaller(caller), personaId, ({ persona, own }) => ({
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

    async learnTraits(personaId, learned, alongside) {
      const persona = await directory.get(personaId);
      const core = persona ? await coreOf(persona.workspaceId) : [];
      const lessons = learned.map((trait) => toLesson(personaId, trait, core));
      const isWhole = await store.learn(personaId, lessons, alongside);
      if (persona && lessons.length > 0) await announce(personaId);
      return isWhole;
    },
  };
}

function toLesson(
  personaId: string,
  { name, description, intensity, witnesses, ...heard }: LearnedTrait,
  core: readonly StoredTrait[],
): Lesson {
  const key = traitKey(name);
  const inherited = core.find((trait) => trait.key === key)?.intensity;
  return {
    reason: { source: "learned", byUserId: null, witnesses: witnesses && [...witnesses], ...heard },
    decide(was, learned) {
      const known = [...was.own, ...core].find((trait) => trait.key === key);
      const current = known?.intensity ?? 0;
      const drifted = learned
        .filter((change) => change.traitKey === key)
        .reduce(
          (sum, { intensityBefore, intensityAfter }) =>
            sum + (intensityAfter ?? 0) - (intensityBefore ?? inherited ?? 0),
          0,
        );
      const change = {
        personaId,
        traitId: key,
        action: known ? ("set" as const) : ("add" as const),
        intensity: capDrift(intensity, current, drifted),
        ...(known ? {} : { name, description }),
      };
      return { draft: was.persona.draft, own: changeTrait(was.own, core, change) };
    },
  };
}

function throwTraitsLimit(error: unknown): never {
  if (!(error instanceof TraitsFull)) throw error;
  throw new Problem(409, `A persona has at most ${MAX_TRAITS} traits of its own. Remove one first.`, {
    code: "traits-limit",
    values: { count: MAX_TRAITS },
  });
}
