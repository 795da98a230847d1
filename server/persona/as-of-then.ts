import { z } from "zod";
import type { Persona } from "../../schema/messages/persona.ts";

/** What a trait was at some moment, where it has changed since; `intensity` null: the persona did not have it. */
export const TraitThen = z.object({
  personaId: z.string(),
  id: z.string(),
  name: z.string(),
  description: z.string(),
  intensity: z.number().nullable(),
});
export type TraitThen = z.infer<typeof TraitThen>;

/** The persona with its traits as of then. A core trait whose own intensity came later keeps the current one. */
export function asOfThen(persona: Persona, then: readonly TraitThen[]): Persona {
  const changed = then.filter(({ personaId }) => personaId === persona.id);
  if (changed.length === 0) return persona;
  const kept = persona.traits.flatMap((trait) => {
    const was = changed.find(({ id }) => id === trait.id);
    if (was === undefined) return [trait];
    if (was.intensity === null) return trait.inherited ? [trait] : [];
    return [{ ...trait, intensity: was.intensity }];
  });
  const lost = changed.flatMap(({ id, name, description, intensity }) =>
    intensity === null || persona.traits.some((trait) => trait.id === id)
      ? []
      : [{ id, name, description, intensity, inherited: false }],
  );
  return { ...persona, traits: [...kept, ...lost] };
}
