/** How traits change the temperature of a persona's voice (SPEC M3). */
import { stemWords } from "../text/stem-words.ts";
import type { Persona } from "../../schema/messages/persona.ts";

const LIVELY = new Set(
  stemWords(
    "creative curious playful impulsive spontaneous humorous funny witty passionate imaginative adventurous bold emotional dramatic eccentric energetic enthusiastic expressive rebellious chaotic optimistic whimsical",
    "en",
  ),
);
const RESTRAINED = new Set(
  stemWords(
    "careful cautious precise analytical calm methodical disciplined reserved rational logical patient formal thorough serious stoic measured skeptical sceptical pragmatic conservative exact",
    "en",
  ),
);

const GREATEST_SHIFT = 0.4;
const LEAST = 0.1;
const MOST = 1.5;

/**
 * base + 0.4 × (mean intensity of lively traits − mean intensity of restrained traits), held within 0.1–1.5.
 * A trait counts by the words of its name; one that is neither lively nor restrained changes nothing. The result never
 * falls when a lively trait grows and never rises when a restrained one does.
 */
export function shapeTemperature({ voice, traits }: Pick<Persona, "voice" | "traits">): number {
  const meanOf = (cues: Set<string>): number => {
    const matching = traits.filter(({ name }) => stemWords(name, "en").some((stem) => cues.has(stem)));
    return matching.length === 0 ? 0 : matching.reduce((sum, { intensity }) => sum + intensity, 0) / matching.length;
  };
  return Math.min(MOST, Math.max(LEAST, voice.temperature + GREATEST_SHIFT * (meanOf(LIVELY) - meanOf(RESTRAINED))));
}
