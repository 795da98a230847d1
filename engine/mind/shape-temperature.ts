/** How traits change the temperature of a persona's voice (SPEC M3). */
import type { Persona } from "../../schema/messages/persona.ts";

/** Word prefixes, so that "Playfulness" and "playful" both match. */
const LIVELY =
  /^(?:creativ|curio|playful|impuls|spontan|humou?r|funny|wit$|witty|passion|imagin|adventur|bold|emotion|dramat|eccentr|energ|enthusias|express|rebel|chao|optimis|whims|iron|kreativ|neugier|verspielt|lebhaft|leidenschaft|fantasie|begeist|witz)/i;
const RESTRAINED =
  /^(?:careful|cauti|preci|analy|calm|method|disciplin|reserv|ration|logic|patien|formal|thorough|serious|stoic|measur|s[ck]epti|pragma|practic|conservat|exact|rigou?r|pruden|vorsicht|genau|sachlich|ruhig|ruhe|geduld|gründlich|nüchtern|kritisch)/i;

const GREATEST_SHIFT = 0.4;
const LEAST = 0.1;
const MOST = 1.5;

/**
 * base + 0.4 × (mean intensity of lively traits − mean intensity of restrained traits), clamped to 0.1–1.5.
 * Traits are classified by the words of their names; others change nothing. The result never
 * falls when a lively trait grows, and never rises when a restrained one does.
 */
export function shapeTemperature({ voice, traits }: Pick<Persona, "voice" | "traits">): number {
  const meanOf = (family: RegExp): number => {
    const matching = traits.filter(({ name }) => name.split(/\s+/).some((word) => family.test(word)));
    return matching.length === 0 ? 0 : matching.reduce((sum, { intensity }) => sum + intensity, 0) / matching.length;
  };
  return Math.min(MOST, Math.max(LEAST, voice.temperature + GREATEST_SHIFT * (meanOf(LIVELY) - meanOf(RESTRAINED))));
}
