/** A trait that one reply showed (SPEC M3). */
import type { Trait } from "../../../schema/messages/persona.ts";

export type ShownTrait = {
  trait: Trait;
  /** How strongly this reply shows it, 0–1. */
  intensity: number;
  /** Confidence of that, 0–1. */
  confidence: number;
  /** The words that show it, exactly as in the reply. */
  evidence: string;
};

/**
 * Weighs an observation of a trait. Strength and certainty (0–1) come from the observer (a model, or lexical cues).
 *
 * confidence = certainty × (0.5 + 0.5 × words quoted / 8, at most 1): a claim based on two words counts less.
 * intensity = the trait's own × (1 − confidence) + strength × confidence: a doubtful sign changes little.
 */
export function weighTrait(trait: Trait, strength: number, certainty: number, evidence: string): ShownTrait {
  const words = evidence.trim().split(/\s+/).length;
  const confidence = clamp(certainty) * (0.5 + 0.5 * Math.min(1, words / 8));
  return { trait, confidence, evidence, intensity: trait.intensity * (1 - confidence) + clamp(strength) * confidence };
}

/** The most confident reading of each trait, most confident first. */
export function keepSurest(readings: readonly ShownTrait[]): ShownTrait[] {
  const surest = new Map<string, ShownTrait>();
  for (const reading of readings)
    if (reading.confidence > (surest.get(reading.trait.id)?.confidence ?? 0)) surest.set(reading.trait.id, reading);
  return [...surest.values()].sort((one, other) => other.confidence - one.confidence);
}

/** Confidence of a whole reading: the mean, weighted by intensity; 0 when nothing was shown. */
export function rateReading(shown: readonly ShownTrait[]): number {
  const weight = shown.reduce((sum, { intensity }) => sum + intensity, 0);
  return weight === 0 ? 0 : shown.reduce((sum, { confidence, intensity }) => sum + confidence * intensity, 0) / weight;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
