/** Reads the traits that a persona's replies showed, by a model, several replies at a time (SPEC M3, M6). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { sharedWitnesses } from "../../engine/memory/witnesses.ts";
import { nullIfOffSchema } from "../../engine/model/answers/null-if-off-schema.ts";
import { createDueWork } from "../../engine/mind/create-due-work.ts";
import type { TalkMinds } from "../../engine/mind/minds.ts";
import { learnTraits } from "../../engine/mind/traits/learn-traits.ts";
import type { ShownTrait } from "../../engine/mind/traits/shown-trait.ts";
import { detach, type Scope } from "../../engine/scope/scope.ts";
import type { UnreadReply, UnreadTurns } from "../conversation/unread-turns.store.ts";
import type { LearnedTrait } from "./persona-traits.ts";
import type { Personas } from "./personas.ts";

/** Replies per call: together with speaking, this stays within SPEC M6. */
export const REPLIES_A_READING = 4;

export type UnreadTalk = {
  personaId: string;
  /** The scope of its talk, which is a circle. */
  scope: Omit<Scope, "signal">;
  /** How many of its replies there await a reading; it begins when they are enough. */
  awaiting: number;
};

type Parts = {
  minds: Pick<TalkMinds, "extractTraits">;
  personas: Pick<Personas, "get" | "learnTraits">;
  unread: Pick<UnreadTurns, "readReplies" | "noteReadings" | "skipReadings">;
};

/** Resolves when what was due is read. @throws ModelError; the replies then still await it */
export type TraitReading = (talk: UnreadTalk) => Promise<void>;

export function createTraitReading(parts: Parts): TraitReading {
  const whenDue = createDueWork(REPLIES_A_READING);
  return ({ personaId, scope, awaiting }) =>
    whenDue(`${scope.subject.circleId} ${personaId}`, awaiting, () => readTraits(parts, personaId, scope));
}

/** Once stored, what was read is learned: all of it in one step, so that it is neither lost nor learned twice. */
async function readTraits({ minds, personas, unread }: Parts, personaId: string, scope: UnreadTalk["scope"]) {
  const circleId = scope.subject.circleId!;
  const replies = await unread.readReplies(circleId, personaId, REPLIES_A_READING);
  if (replies.length < REPLIES_A_READING) return;
  const persona = await personas.get(personaId);
  const readings = persona && (await minds.extractTraits(persona, replies, detach(scope)).catch(nullIfOffSchema));
  if (!readings) return unread.skipReadings(replies);
  const learned = replies.every(({ mayLearn }) => mayLearn) ? toLearned(readings, replies, circleId) : [];
  const shown = replies.map(({ turnId }, index) => ({ turnId, traitsShown: readings[index]!.map(toStoredTrait) }));
  await personas.learnTraits(personaId, learned, (em: EntityManager) => unread.noteReadings(em, shown));
}

const toLearned = (readings: ShownTrait[][], replies: readonly UnreadReply[], circleId: string): LearnedTrait[] =>
  learnTraits(readings.flat()).map(({ trait, intensity, evidence, confidence }) => ({
    name: trait.name,
    description: trait.description,
    intensity,
    evidence,
    confidence,
    witnesses: sharedWitnesses(replies.map(({ witnesses }) => witnesses)),
    circleId,
  }));

export const toStoredTrait = ({ trait, intensity, confidence, evidence }: ShownTrait) => ({
  id: trait.id,
  name: trait.name,
  intensity,
  confidence,
  evidence,
});
