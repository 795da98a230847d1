import type { Persona, PersonaDraft, Trait } from "../../schema/messages/persona.ts";
import { deriveLook } from "../../schema/rules/derive-look.ts";

/** A stored trait: a persona's own, or a core one that all inherit. */
export type StoredTrait = { key: string; name: string; description: string; intensity: number };

export type StoredPersona = {
  id: string;
  workspaceId: string;
  ownerId: string | null;
  placeId: string;
  draft: PersonaDraft;
  version: number;
  createdAt: Date;
};

/** Core traits first, each at the persona's own intensity where it has one; then its own traits. */
export function combineTraits(core: readonly StoredTrait[], own: readonly StoredTrait[]): Trait[] {
  const ownByKey = new Map(own.map((trait) => [trait.key, trait]));
  const coreKeys = new Set(core.map((trait) => trait.key));
  const describe = ({ key, name, description, intensity }: StoredTrait, inherited: boolean): Trait => ({
    id: key,
    name,
    description,
    intensity,
    inherited,
  });
  return [
    ...core.map((trait) =>
      describe({ ...trait, intensity: ownByKey.get(trait.key)?.intensity ?? trait.intensity }, true),
    ),
    ...own.filter((trait) => !coreKeys.has(trait.key)).map((trait) => describe(trait, false)),
  ];
}

/** The public view of a persona: look derived when none was chosen, `personality.traits` current. */
export function combinePersona(
  stored: StoredPersona,
  core: readonly StoredTrait[],
  own: readonly StoredTrait[],
): Persona {
  const { draft } = stored;
  const ownTraits = own.map(({ name, description, intensity }) => ({ name, description, intensity }));
  return {
    ...draft,
    id: stored.id,
    workspaceId: stored.workspaceId,
    ownerId: stored.ownerId,
    placeId: stored.placeId,
    personality: { ...draft.personality, traits: ownTraits },
    look: draft.look ?? deriveLook({ ...draft, traits: ownTraits }),
    traits: combineTraits(core, own),
    version: stored.version,
    createdAt: stored.createdAt.toISOString(),
  };
}
