/** Pure parts of joining: who may, and what they are told when they may not. */
import { z } from "zod";
import { JoinOptions } from "../../../schema/messages/room-messages.ts";
import type { Place } from "../../../schema/messages/place.ts";

/** What matchmaking filters rooms by; the browser's word is replaced by this. */
export type CheckedOptions = Pick<JoinOptions, "placeId" | "role" | "stood" | "language"> & {
  instance: number;
  workspaceId: string;
};

export const parseJoinOptions = (options: unknown): { options: JoinOptions } | { problem: string } => {
  const parsed = JoinOptions.safeParse(options ?? {});
  return parsed.success
    ? { options: parsed.data }
    : { problem: `These join options were not understood: ${z.prettifyError(parsed.error)}` };
};

/** What a full place says; null while there is room. */
export const fullReason = (
  place: Pick<Place, "title" | "limits">,
  role: JoinOptions["role"],
  people: number,
  spectators: number,
): string | null => {
  const {
    limits,
    title: { en: title },
  } = place;
  if (role === "visitor" && people >= limits.people) {
    return `${title} is full: all ${limits.people} places for people are taken. Watch as a spectator, or step into another instance of it.`;
  }
  if (role === "spectator" && spectators >= limits.spectators) {
    return `${title} has all the ${limits.spectators} spectators it can show. Try another instance of it, or come back later.`;
  }
  return null;
};
