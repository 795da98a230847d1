/** How closely the last turns match a persona's profile: the factors `relevance` and `expertise` (SPEC M6). */
import { findFields } from "../text/find-fields.ts";
import { stemWords } from "../text/stem-words.ts";
import type { ConversationView } from "./conversation.ts";
import type { WeightedTerms } from "./describe-knowledge.ts";

/** Weights of the last utterance, the one before, …; the topic counts like an older one. */
const RECENCY_WEIGHTS = [1, 0.35, 0.2, 0.12, 0.08, 0.05, 0.03, 0.02];
const TOPIC_WEIGHT = 0.15;
const TOPIC_WEIGHT_AT_START = 1;
/** A word of the same field counts less than the word itself. */
const FIELD_SHARE = 0.55;

/** The last turns, stemmed once for all personas: newest first, the topic last. */
export type Subject = { speakerId: string; stems: string[]; weight: number }[];

export function readSubject(view: ConversationView): Subject {
  const recent = view.utterances.slice(-RECENCY_WEIGHTS.length).reverse();
  const subject = recent.map((utterance, index) => ({
    speakerId: utterance.speakerId,
    stems: [...new Set(stemWords(utterance.text, view.language))],
    weight: RECENCY_WEIGHTS[index] ?? 0,
  }));
  const topicWeight = recent.length === 0 ? TOPIC_WEIGHT_AT_START : TOPIC_WEIGHT;
  return [
    ...subject,
    { speakerId: "", stems: [...new Set(stemWords(view.topic, view.language))], weight: topicWeight },
  ];
}

/** Words that distinguish the personas present count more: log(1 + N / holders), over log(1 + N). */
export function weighRarity(profiles: readonly WeightedTerms[]): (stem: string) => number {
  const holders = new Map<string, number>();
  for (const { stems } of profiles) for (const stem of stems.keys()) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const scale = Math.log(1 + profiles.length);
  return (stem) => Math.log(1 + profiles.length / (holders.get(stem) ?? 1)) / scale;
}

/**
 * 0–1: 1 − e^(−Σ), where Σ adds, for every word of every recent utterance by somebody else, its weight in
 * the profile × rarity × recency. One word of the persona's own field in the last utterance gives 0.63, two 0.86.
 */
export function weighSubject(
  subject: Subject,
  terms: WeightedTerms,
  rarity: (stem: string) => number,
  selfId: string,
  language: string,
): number {
  let sum = 0;
  for (const { speakerId, stems, weight } of subject) {
    if (speakerId === selfId) continue;
    for (const stem of stems) {
      const own = (terms.stems.get(stem) ?? 0) * rarity(stem);
      const related =
        FIELD_SHARE * Math.max(0, ...findFields(stem, language).map((field) => terms.fields.get(field) ?? 0));
      sum += weight * Math.max(own, related);
    }
  }
  return 1 - Math.exp(-sum);
}
