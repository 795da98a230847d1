import { PersonaDraft, type Persona } from "../../../schema/messages/persona.ts";

/** The editable part of a stored persona: its current specific traits, none of the core ones. */
export function personaToDraft(persona: Persona): PersonaDraft {
  const traits = persona.traits
    .filter((trait) => !trait.inherited)
    .map(({ name, description, intensity }) => ({ name, description, intensity }));
  return PersonaDraft.parse({ ...persona, personality: { ...persona.personality, traits } });
}
