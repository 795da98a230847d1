/** What panels and the text view may ask of the room, and of the world in front of them. */
import { createContext, use } from "react";
import type { Intent, IntentAnswers, IntentType } from "../../schema/messages/room-messages.ts";

export type PlaceLink = {
  /** Rejects with a Refusal `{code, reason}`. */
  request<Type extends keyof IntentAnswers>(type: Type, intent: Intent<Type>): Promise<IntentAnswers[Type]>;
  /** Fire and forget; a refusal comes back as a notice. */
  send<Type extends IntentType>(type: Type, intent: Intent<Type>): void;
  /** Where a body stands now, in metres; null when unknown here. */
  positionOf(avatarId: string): { x: number; z: number } | null;
  /** Joins (again) as visitor or spectator; takes the body back after another tab took it over. */
  join(role: "visitor" | "spectator", placeId?: string): void;
  leave(): void;
};

const PlaceLinkContext = createContext<PlaceLink | null>(null);

export const PlaceLinkProvider = PlaceLinkContext.Provider;

export function usePlaceLink(): PlaceLink {
  const link = use(PlaceLinkContext);
  if (link === null) throw new Error("usePlaceLink needs a PlaceLinkProvider above it");
  return link;
}
