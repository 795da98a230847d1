/** A persona's profile as weighted stems: what it knows, and what it cares about. */
import type { ExperienceLevel, Persona } from "../../schema/messages/persona.ts";
import type { z } from "zod";
import { findFields } from "../text/find-fields.ts";
import { stemWords } from "../text/stem-words.ts";

/** Stem → weight 0–1; a word in two sources keeps the higher weight. Fields (see word-fields) → weight. */
export type WeightedTerms = { stems: Map<string, number>; fields: Map<string, number> };
export type Knowledge = { expertise: WeightedTerms; interest: WeightedTerms; experience: number };

/** Seniority scales expertise; even a novice may speak about their own field. */
const EXPERIENCE: Record<z.infer<typeof ExperienceLevel>, number> = {
  None: 0.6,
  Limited: 0.7,
  Entry: 0.8,
  Senior: 0.9,
  Mastery: 1,
};

const described = new WeakMap<Persona, Map<string, Knowledge>>();

/** Computed once per persona object and language: a changed persona is a new object. */
export function describeKnowledge(persona: Persona, language: string): Knowledge {
  const byLanguage = described.get(persona) ?? new Map<string, Knowledge>();
  described.set(persona, byLanguage);
  const known = byLanguage.get(language);
  if (known) return known;
  const { background, demographics, personality } = persona;
  const knowledge: Knowledge = {
    expertise: weighTerms(language, [
      [background.expertise, 1],
      [[demographics.occupation], 0.8],
      [[background.professional], 0.5],
      [[persona.description], 0.4],
    ]),
    interest: weighTerms(language, [
      [background.interests, 1],
      [personality.values, 0.6],
      [[background.personal], 0.5],
      [[persona.description], 0.5],
      [background.expertise, 0.5],
    ]),
    experience: EXPERIENCE[persona.experienceLevel],
  };
  byLanguage.set(language, knowledge);
  return knowledge;
}

function weighTerms(language: string, sources: [texts: string[], weight: number][]): WeightedTerms {
  const stems = new Map<string, number>();
  const fields = new Map<string, number>();
  for (const [texts, weight] of sources) {
    for (const stem of stemWords(texts.join(". "), language)) {
      stems.set(stem, Math.max(stems.get(stem) ?? 0, weight));
      for (const field of findFields(stem, language)) fields.set(field, Math.max(fields.get(field) ?? 0, weight));
    }
  }
  return { stems, fields };
}
