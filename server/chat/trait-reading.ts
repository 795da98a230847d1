/** Reads the traits that a persona's replies showed, by a model, several replies at a time (SPEC M3, M6). */
import type { TalkMinds } from "../../engine/mind/minds.ts";
import { learnTraits } from "../../engine/mind/traits/learn-traits.ts";
import type { ShownTrait } from "../../engine/mind/traits/shown-trait.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { detach, type Scope } from "../../engine/scope/scope.ts";
import type { Caller } from "../account/caller.ts";
import { mayChange } from "../persona/persona-rights.ts";
import type { Personas } from "../persona/personas.ts";
import type { ChatStore } from "./chat.store.ts";
import { toStoredTrait } from "./chat-turn.ts";

/** Replies per call: together with speaking, this stays within SPEC M6. */
export const REPLIES_A_READING = 4;
/** Maximum number of talks waiting for enough replies; the oldest ones keep their reading by cues. */
const MAX_UNREAD = 10_000;

export type UnreadReply = {
  caller: Caller;
  persona: Persona;
  /** The scope of its talk, which is a circle. */
  scope: Scope;
  turnId: string;
  heard: string;
  reply: string;
};

type Parts = {
  minds: Pick<TalkMinds, "extractTraits">;
  personas: Pick<Personas, "learnTrait">;
  chats: Pick<ChatStore, "keepTraits">;
  report: (error: unknown) => void;
};

/** @returns accepts a stored reply; its reading happens in the background */
export function createTraitReading(parts: Parts): (reply: UnreadReply) => void {
  const waiting = new Map<string, UnreadReply[]>();
  return (reply) => {
    const key = `${reply.scope.subject.circleId} ${reply.persona.id}`;
    const unread = [...(waiting.get(key) ?? []), reply];
    waiting.delete(key);
    if (unread.length === REPLIES_A_READING) return void readTraits(parts, unread).catch(parts.report);
    waiting.set(key, unread);
    if (waiting.size > MAX_UNREAD) waiting.delete(waiting.keys().next().value!);
  };
}

async function readTraits(parts: Parts, replies: readonly UnreadReply[]): Promise<void> {
  const { caller, persona, scope } = replies.at(-1)!;
  const readings = await parts.minds.extractTraits(persona, replies, detach(scope));
  await parts.chats.keepTraits(
    replies.map(({ turnId }, index) => ({ turnId, traitsShown: readings[index]!.map(toStoredTrait) })),
  );
  await learn(parts, caller, persona, readings.flat());
}

/** Talk changes a persona only for people who may edit it, so that nobody changes another's persona by chatting. */
async function learn({ personas }: Parts, caller: Caller, persona: Persona, shown: ShownTrait[]): Promise<void> {
  if (!mayChange(caller, persona)) return;
  for (const { trait, intensity, evidence, confidence } of learnTraits(shown))
    await personas.learnTrait(persona.id, {
      name: trait.name,
      description: trait.description,
      intensity,
      evidence,
      confidence,
      witnesses: [caller.userId],
    });
}
