/** Suggests personas to invite: those with something to say about the topic who would disagree (SPEC C1). */
import type { Persona } from "../messages/persona.ts";
import { FUNCTION_WORDS } from "./function-words.ts";

export type Candidate = Pick<
  Persona,
  "id" | "description" | "attitude" | "demographics" | "background" | "personality" | "traits"
>;

export type Suggestion = {
  personaId: string;
  attitude: Persona["attitude"];
  /** Their knowledge closest to the topic; null when none is recorded. */
  knows: string | null;
  /** Their value closest to the topic, likewise. */
  value: string | null;
};

const PANEL_SIZE = 3;
/** This many of each attitude, the most relevant to the topic, are compared with each other. */
const COMPARED_PER_ATTITUDE = 8;
const STANCE: Record<Persona["attitude"], number> = {
  Pessimistic: 0,
  Skeptical: 1,
  Neutral: 2,
  Intrigued: 3,
  Excited: 4,
};
/** Weights of the differences that make disagreement; their sum is 1. */
const DIFFERENCE = { stance: 0.5, values: 0.2, traits: 0.15, knowledge: 0.15 };
/** A word of somebody's expertise weighs more than one of their description. */
const WEIGHT = { knows: 1, likes: 0.6, holds: 0.6, description: 0.35 };
/** Random weight, so that among equals another topic brings others. */
const CHANCE = 0.3;

const segmenter = new Intl.Segmenter("und", { granularity: "word" });
const WORD = /[\p{L}\p{M}\p{N}'’]+/gu;
const LATIN = /\p{Script=Latin}/u;
const SHORTEST = 4;

/** Deterministic for a topic and set of candidates, in any order; fewer than three when there are fewer candidates. */
export function suggestPanel(topic: string, candidates: readonly Candidate[]): Suggestion[] {
  const topicWords = wordsOf(topic);
  const profiles = candidates.map((candidate) => profileOf(candidate));
  const rarity = rarityAmong(profiles);
  const scored = profiles
    .map((profile) => ({
      ...profile,
      relevance: relevanceOf(profile, topicWords, rarity) + CHANCE * chanceOf(topic + profile.candidate.id),
    }))
    .toSorted((one, other) => other.relevance - one.relevance || (one.candidate.id < other.candidate.id ? -1 : 1));
  const compared = Object.keys(STANCE).flatMap((attitude) =>
    scored.filter(({ candidate }) => candidate.attitude === attitude).slice(0, COMPARED_PER_ATTITUDE),
  );
  return bestPanel(compared)
    .toSorted((one, other) => other.relevance - one.relevance)
    .map(({ candidate }) => ({
      personaId: candidate.id,
      attitude: candidate.attitude,
      knows: nearestTo(topicWords, [...candidate.background.expertise, ...candidate.background.interests]),
      value: nearestTo(topicWords, candidate.personality.values),
    }));
}

/** `words` of all their fields; `values` and `expertise` as words. */
type Profile = { candidate: Candidate; words: Map<string, number>; values: string[]; expertise: string[] };
type Scored = Profile & { relevance: number };

function bestPanel(compared: Scored[]): Scored[] {
  if (compared.length <= PANEL_SIZE) return compared;
  const apart = compared.map((one) => compared.map((other) => disagreementOf(one, other)));
  let best: Scored[] = [];
  let most = -1;
  for (let a = 0; a < compared.length; a++)
    for (let b = a + 1; b < compared.length; b++)
      for (let c = b + 1; c < compared.length; c++) {
        const panel = [compared[a]!, compared[b]!, compared[c]!];
        const relevance = panel.reduce((sum, { relevance }) => sum + relevance, 0);
        const score = relevance + apart[a]![b]! + apart[a]![c]! + apart[b]![c]!;
        if (score > most) [best, most] = [panel, score];
      }
  return best;
}

/** From 0 to 1. */
function disagreementOf(one: Profile, other: Profile): number {
  const steps = Math.abs(STANCE[one.candidate.attitude] - STANCE[other.candidate.attitude]);
  // Three different stances differ more than two at one end and one at the other.
  const stance = Math.sqrt(steps / (Object.keys(STANCE).length - 1));
  const values = differenceOf(one.values, other.values);
  const knowledge = differenceOf(one.expertise, other.expertise);
  const shared = one.candidate.traits.flatMap(({ name, intensity }) => {
    const same = other.candidate.traits.find((trait) => trait.name === name);
    return same ? Math.abs(same.intensity - intensity) : [];
  });
  const traits = Math.max(0, ...shared);
  return (
    DIFFERENCE.stance * stance +
    DIFFERENCE.values * values +
    DIFFERENCE.traits * traits +
    DIFFERENCE.knowledge * knowledge
  );
}

/** The share of words that the two do not have in common. */
function differenceOf(ours: string[], theirs: string[]): number {
  if (ours.length === 0 || theirs.length === 0) return 0;
  const common = ours.filter((word) => theirs.some((their) => isRelated(word, their))).length;
  return 1 - common / Math.min(ours.length, theirs.length);
}

function profileOf(candidate: Candidate): Profile {
  const { background, personality, demographics, description, traits } = candidate;
  const words = new Map<string, number>();
  const add = (texts: string[], weight: number) => {
    for (const word of wordsOf(texts.join(" "))) words.set(word, Math.max(weight, words.get(word) ?? 0));
  };
  add([...background.expertise, demographics.occupation], WEIGHT.knows);
  add(background.interests, WEIGHT.likes);
  add(
    [...personality.values, ...traits.filter(({ intensity }) => intensity > 0.5).map(({ name }) => name)],
    WEIGHT.holds,
  );
  add([description, background.professional, background.personal], WEIGHT.description);
  const joined = (list: string[]) => wordsOf(list.join(" "));
  return { candidate, words, values: joined(personality.values), expertise: joined(background.expertise) };
}

/** A word's rarity: 1 when one profile has it, 0 when all have. */
function rarityAmong(profiles: Profile[]): (word: string) => number {
  const holders = new Map<string, number>();
  for (const { words } of profiles) for (const word of words.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  return (word) => 1 - ((holders.get(word) ?? 1) - 1) / Math.max(1, profiles.length - 1);
}

/** From 0 to 1. */
function relevanceOf({ words }: Profile, topicWords: string[], rarity: (word: string) => number): number {
  let sum = 0;
  for (const wanted of topicWords) {
    let nearest = 0;
    for (const [word, weight] of words) if (isRelated(wanted, word)) nearest = Math.max(nearest, weight * rarity(word));
    sum += nearest;
  }
  return 1 - Math.exp(-sum);
}

/** The phrase most related to the topic, else the first. */
function nearestTo(topicWords: string[], phrases: string[]): string | null {
  const onTopic = phrases.find((phrase) =>
    wordsOf(phrase).some((word) => topicWords.some((wanted) => isRelated(wanted, word))),
  );
  return onTopic ?? phrases[0] ?? null;
}

/** The distinct content words of a text, in lower case: short words and stop words are left out. */
function wordsOf(text: string): string[] {
  const written = text.normalize("NFC").toLowerCase().match(WORD) ?? [];
  const words = written.flatMap((word) => (LATIN.test(word) ? word.replace(/['’]s$/u, "") : partsOf(word)));
  return [...new Set(words)].filter(
    (word) => (word.length >= SHORTEST || !LATIN.test(word)) && !FUNCTION_WORDS.has(word),
  );
}

/** Some scripts have no spaces between words. */
const partsOf = (word: string): string[] => Array.from(segmenter.segment(word), ({ segment }) => segment);

/** Whether both are forms of one word, in any language that inflects at the end: “farm” and “farming”, “politics” and “political”. */
function isRelated(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < SHORTEST) return false;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common += 1;
  return common >= SHORTEST && common >= Math.min(short.length, Math.ceil(long.length * 0.7));
}

/** A number 0–1 from a text (FNV-1a). */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0) / 0xffffffff;
}
