/** A stored conversation as it is walked through again (SPEC W11, C8). */
import { z } from "zod";
import { StoredTurn } from "./conversation.ts";
import { Look } from "./look.ts";
import { CircleKind } from "./room-messages.ts";

export const ReplayMember = z.object({
  id: z.string(),
  kind: z.enum(["person", "persona"]),
  name: z.string(),
  look: Look,
  /** When they sat where; `until` is null while they sit there. */
  stays: z.array(z.object({ seat: z.number().int(), from: z.string(), until: z.string().nullable() })),
});
export type ReplayMember = z.infer<typeof ReplayMember>;

/** What those in `members` did for `samples` samples (schema/rules/replay/pose.ts): one track each, in base64. */
export const ReplayMotion = z.object({
  startedAt: z.string(),
  samples: z.number().int(),
  members: z.array(z.string()),
  tracks: z.array(z.string()),
});
export type ReplayMotion = z.infer<typeof ReplayMotion>;

export const Replay = z.object({
  circleId: z.string(),
  /** "" for a chat over HTTP, which takes place nowhere. */
  placeId: z.string(),
  title: z.string(),
  topic: z.string(),
  kind: CircleKind,
  language: z.string(),
  isPrivate: z.boolean(),
  x: z.number(),
  z: z.number(),
  members: z.array(ReplayMember),
  turns: z.array(StoredTurn),
  /** Oldest first; none of a conversation that was held before they were recorded. */
  motions: z.array(ReplayMotion),
  /** The conversation that it branched off from, and the last turn taken over; its title is "" where they may not read it. */
  branchedFrom: z.object({ circleId: z.string(), turnId: z.string(), title: z.string() }).nullable(),
  /** Those that branched off from it, at which turn. */
  branches: z.array(z.object({ circleId: z.string(), turnId: z.string(), title: z.string() })),
  reactions: z.array(z.object({ turnId: z.string(), emoji: z.string(), count: z.number().int() })),
  /** Of a session's guide. */
  sections: z.array(z.object({ title: z.string(), at: z.string() })),
  /** Quotations that a facilitator pinned; only facilitators get them. */
  pins: z.array(z.object({ turnId: z.string(), note: z.string() })),
});
export type Replay = z.infer<typeof Replay>;
