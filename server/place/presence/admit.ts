/** Pure parts of joining: who may join, and the reason when they may not. */
import { z } from "zod";
import { message, type Message } from "../../../schema/messages/message.ts";
import { JoinOptions } from "../../../schema/messages/room-messages.ts";
import type { Place } from "../../../schema/messages/place.ts";

/** The options that matchmaking filters rooms by, which replace what the browser sent. */
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

/** The reason a full place gives; null while there is room. */
export const fullReason = (
  place: Pick<Place, "title" | "limits">,
  role: JoinOptions["role"],
  people: number,
  spectators: number,
): Message | null => {
  const { limits, title } = place;
  if (role === "visitor" && people >= limits.people)
    return message("place-full", { place: title, count: limits.people });
  if (role === "spectator" && spectators >= limits.spectators)
    return message("place-full-to-watch", { place: title, count: limits.spectators });
  return null;
};
