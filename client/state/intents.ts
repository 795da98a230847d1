/** What panels, keys and the text view ask of the room. */
import type { Intent, IntentAnswers, IntentType } from "../../schema/messages/room-messages.ts";
import type { Refused } from "../net/to-refusal.ts";
import { receiveTranscriptEvent, showNotice, usePlace } from "./place-store.ts";

const NOT_CONNECTED: Refused = { code: "not-connected", reason: "" };

/** Rejects with `Refused`. */
export async function requestIntent<Type extends keyof IntentAnswers>(
  type: Type,
  intent: Intent<Type>,
): Promise<IntentAnswers[Type]> {
  const { connection } = usePlace.getState();
  if (!connection) throw NOT_CONNECTED;
  const answer = await connection.request(type, intent);
  if ("turns" in answer) receiveTranscriptEvent({ type: "transcript", message: answer });
  return answer;
}

/** The same, except that a refusal is shown as a notice and resolves with null. */
export async function tryIntent<Type extends keyof IntentAnswers>(
  type: Type,
  intent: Intent<Type>,
): Promise<IntentAnswers[Type] | null> {
  try {
    return await requestIntent(type, intent);
  } catch (error) {
    const { reason, ...refusal } = error as Refused;
    showNotice({ ...refusal, level: "warning", text: reason });
    return null;
  }
}

/** Fire and forget: a refusal arrives as a notice. */
export function sendIntent<Type extends IntentType>(type: Type, intent: Intent<Type>): void {
  usePlace.getState().connection?.send(type, intent);
}

/** Metres; null for an avatar that is not here. */
export function positionOf(avatarId: string): { x: number; z: number } | null {
  const { world, connection } = usePlace.getState();
  return world?.positionOf(avatarId) ?? connection?.positionOf(avatarId) ?? null;
}
