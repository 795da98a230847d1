import { PersonaDraft, type Persona } from "../../../schema/messages/persona.ts";

/** What people may write of a stored persona: its specific traits as they are now, none of the core ones. */
export function personaToDraft(persona: Persona): PersonaDraft {
  const traits = persona.traits
    .filter((trait) => !trait.inherited)
    .map(({ name, description, intensity }) => ({ name, description, intensity }));
  return PersonaDraft.parse({ ...persona, personality: { ...persona.personality, traits } });
}
