import type { ServerMessages } from "../../schema/messages/room-messages.ts";

export const SERVER_MESSAGE_TYPES = [
  "moved",
  "transcript",
  "transcript-left",
  "turn-started",
  "turn-delta",
  "turn-ended",
  "turn-billed",
  "turn-edited",
  "draft-changed",
  "reacted",
  "outcome-changed",
  "session-changed",
  "shown-changed",
  "gallery",
  "gallery-changed",
  "notice",
] as const satisfies (keyof ServerMessages)[];
