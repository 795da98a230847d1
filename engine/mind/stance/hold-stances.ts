/** Stances of a circle: formed when a persona first speaks on the topic, kept, and moved by what it hears (SPEC M7). */
import type { Persona } from "../../../schema/messages/persona.ts";
import type { Scope } from "../../scope/scope.ts";
import { audienceOf, keepHeardByAll, type ConversationView } from "../conversation.ts";
import { applyMoves } from "./move-stance.ts";
import { readArgument } from "./read-argument.ts";
import type { KeptStances, StanceStore } from "./stance-store.ts";
import { takeStance, type Stance } from "./take-stance.ts";

export type Stances = {
  /** Where it stands now, as far as everybody present may know; null without a topic. */
  of(view: ConversationView, persona: Persona, scope: Scope): Promise<Stance | null>;
  /** Moves those of these personas that the turn brings what would change them. */
  hear(view: ConversationView, turnId: string, personaIds: readonly string[], scope: Scope): Promise<void>;
};

/** @param store null: each stance is as it is formed, and nothing moves it */
export const createStances = (store: StanceStore | null): Stances => ({
  async of(view, persona, scope) {
    const { circleId, topic } = view;
    if (topic.trim() === "") return null;
    if (!store) return takeStance(persona, topic);
    const kept = await store.read(circleId, topic, scope);
    const known = stanceIn(kept, persona.id, view);
    if (known) return known;
    const stance = takeStance(persona, topic);
    const audience = audienceOf(view);
    const witnesses = audience === "anyone" ? null : audience;
    await store.form(circleId, topic, { ...stance, personaId: persona.id, witnesses }, scope);
    return stance;
  },

  async hear(whole, turnId, personaIds, scope) {
    const view = keepHeardByAll(whole);
    const { circleId, topic, utterances } = view;
    const turn = utterances.find(({ id }) => id === turnId);
    if (!store || !turn || topic.trim() === "") return;
    const kept = await store.read(circleId, topic, scope);
    const speakersPosition = stanceIn(kept, turn.speakerId, view)?.position ?? null;
    for (const personaId of personaIds) {
      const stance = personaId === turn.speakerId ? null : stanceIn(kept, personaId, view);
      if (!stance) continue;
      const before = kept.moves.flatMap((move) => (move.personaId === personaId ? move.words : []));
      const argument = readArgument(stance, { view, turn, speakersPosition, before });
      if (!argument) continue;
      const { witnesses, at } = turn;
      await store.move(circleId, topic, { personaId, turnId, ...argument, witnesses, at }, scope);
    }
  },
});

function stanceIn({ formed, moves }: KeptStances, personaId: string, view: ConversationView): Stance | null {
  const found = formed.find((one) => one.personaId === personaId);
  if (!found) return null;
  const { position, strength, changedBy } = found;
  const own = moves.filter((move) => move.personaId === personaId);
  return applyMoves({ position, strength, changedBy }, own, audienceOf(view));
}
