/** Changes a persona's traits by what replies showed: in small steps, and only on evidence (SPEC M3). */
import { keepSurest, type ShownTrait } from "./shown-trait.ts";

const SUREST_STEP = 0.15;
const LEAST_CONFIDENCE = 0.5;
const LEAST_CHANGE = 0.01;

/** The most that one talk moves a trait, up or down. */
export const MOST_DRIFT_A_TALK = 0.2;

/** @param drifted how far this talk has moved the trait so far */
export function capDrift(wanted: number, current: number, drifted: number): number {
  const start = current - drifted;
  return Math.min(start + MOST_DRIFT_A_TALK, Math.max(start - MOST_DRIFT_A_TALK, wanted));
}

/**
 * New intensities: old + 0.15 × confidence × (shown − old), by the most confident reading of each trait. Low confidence
 * and steps under 0.01 change nothing.
 */
export const learnTraits = (shown: readonly ShownTrait[]): ShownTrait[] =>
  keepSurest(shown)
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .map((reading) => {
      const old = reading.trait.intensity;
      return { ...reading, intensity: old + SUREST_STEP * reading.confidence * (reading.intensity - old) };
    })
    .filter(({ trait, intensity }) => Math.abs(intensity - trait.intensity) >= LEAST_CHANGE);
