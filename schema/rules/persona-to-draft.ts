import { PersonaDraft, type Persona } from "../messages/persona.ts";
import { traitKey } from "./trait-key.ts";

/** The editable part of a stored persona: its current own traits, its own intensities of core ones among them. */
export function personaToDraft(persona: Persona): PersonaDraft {
  const own = new Set(persona.personality.traits.map(({ name }) => traitKey(name)));
  const traits = persona.traits
    .filter((trait) => !trait.inherited || own.has(trait.id))
    .map(({ name, description, intensity }) => ({ name, description, intensity }));
  return PersonaDraft.parse({ ...persona, personality: { ...persona.personality, traits } });
}
