/** How much of what replies showed becomes part of the persona: small steps, and only on evidence (SPEC M3). */
import { keepSurest, type ShownTrait } from "./shown-trait.ts";

const SUREST_STEP = 0.15;
const LEAST_CONFIDENCE = 0.5;
const LEAST_CHANGE = 0.01;

/**
 * New intensities: old + 0.15 × confidence × (shown − old), by the surest reading of each trait. Unsure readings and
 * steps under 0.01 change nothing.
 */
export const learnTraits = (shown: readonly ShownTrait[]): ShownTrait[] =>
  keepSurest(shown)
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .map((reading) => {
      const old = reading.trait.intensity;
      return { ...reading, intensity: old + SUREST_STEP * reading.confidence * (reading.intensity - old) };
    })
    .filter(({ trait, intensity }) => Math.abs(intensity - trait.intensity) >= LEAST_CHANGE);
