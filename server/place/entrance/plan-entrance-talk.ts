/**
 * Plans small talk near the entrance of a place (SPEC W8): whether personas begin one, which, on what topic, and when it
 * ends. `EntranceTalk` carries it out.
 */
import type { LocalizedText } from "../../../schema/messages/localized-text.ts";
import { localize } from "../../../schema/rules/localize.ts";

const MOST_SPEAKERS = 3;
const LEAST_SPEAKERS = 2;
/** Speakers are drawn from this many of the nearest per seat: they arrive soon, and vary. */
const DRAWN_FROM = 2;
const SHORTEST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 120_000;

export type EntranceView = {
  /** Whether the voice is free, or the talk has a budget. */
  isAffordable: boolean;
  /** Languages of the people who would hear it and talk with nobody, nearest first. */
  hearers: string[];
  /** Null when there is none. */
  talk: {
    /** Whether no person sits in it. */
    isCasual: boolean;
    /** Whether it does not continue on its own. */
    isStuck: boolean;
    personaCount: number;
  } | null;
  /** Whether no circle is in the way. */
  isSpotFree: boolean;
  /** Ids of the cast's personas in no circle, nearest to the spot first. */
  freePersonaIds: string[];
};

export type EntranceMemory = {
  wasTalking: boolean;
  restsUntil: number;
  /** Topics used since all had been used. */
  used: readonly LocalizedText[];
};

export const FIRST_MEMORY: EntranceMemory = { wasTalking: false, restsUntil: 0, used: [] };

export type EntranceMove =
  | { type: "open"; topic: string; language: string; personaIds: string[] }
  | { type: "join"; personaIds: string[] }
  | { type: "stop" };

export type EntrancePlan = { move: EntranceMove | null; memory: EntranceMemory };

/**
 * @param now ms
 * @param random 0 ≤ random() < 1
 */
export function planEntranceTalk(
  view: EntranceView,
  before: EntranceMemory,
  topics: readonly LocalizedText[],
  now: number,
  random: () => number,
): EntrancePlan {
  const { talk, hearers } = view;
  const hasEnded = before.wasTalking && talk === null;
  const pauseMs = SHORTEST_PAUSE_MS + (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS) * random();
  const memory = { ...before, wasTalking: talk !== null, ...(hasEnded && { restsUntil: now + pauseMs }) };
  if (talk !== null) return { move: keepUp(view, talk, random), memory };

  const speakers = countSpeakers(view.freePersonaIds.length);
  const [language] = hearers;
  const mayBegin = view.isAffordable && view.isSpotFree && now >= memory.restsUntil;
  if (!mayBegin || language === undefined || speakers === 0) return { move: null, memory };
  const topic = pickTopic(topics, before.used, random);
  const used = before.used.length + 1 < topics.length ? [...before.used, topic] : [topic];
  const personaIds = pickSpeakers(view.freePersonaIds, speakers, random);
  const { text, language: spoken } = localize(topic, language);
  return { move: { type: "open", topic: text, language: spoken, personaIds }, memory: { ...memory, used } };
}

function keepUp(
  { isAffordable, hearers, freePersonaIds }: EntranceView,
  { isCasual, isStuck, personaCount }: NonNullable<EntranceView["talk"]>,
  random: () => number,
): EntranceMove | null {
  if (!isCasual) return null;
  if (isStuck || !isAffordable) return stopIfAny(personaCount);
  if (personaCount >= LEAST_SPEAKERS || hearers.length === 0) return null;
  const speakers = countSpeakers(freePersonaIds.length + personaCount);
  if (speakers === 0) return stopIfAny(personaCount);
  return { type: "join", personaIds: pickSpeakers(freePersonaIds, speakers - personaCount, random) };
}

/** Stops the talk, unless it is empty: an empty circle ends on its own. */
const stopIfAny = (personaCount: number): EntranceMove | null => (personaCount > 0 ? { type: "stop" } : null);

/** At least as many personas stay out of it, so that there is always somebody to walk up to. 0: too few for a talk. */
function countSpeakers(personas: number): number {
  const speakers = Math.min(MOST_SPEAKERS, Math.floor(personas / 2));
  return speakers < LEAST_SPEAKERS ? 0 : speakers;
}

function pickSpeakers(nearest: readonly string[], count: number, random: () => number): string[] {
  const candidates = nearest.slice(0, count * DRAWN_FROM);
  return Array.from({ length: count }, () => candidates.splice(Math.floor(random() * candidates.length), 1)).flat();
}

/** Each topic is used once before any is repeated, and never the same twice in a row. */
function pickTopic(
  topics: readonly LocalizedText[],
  used: readonly LocalizedText[],
  random: () => number,
): LocalizedText {
  const left = topics.filter((topic) => !used.includes(topic));
  return left[Math.floor(random() * left.length)]!;
}
