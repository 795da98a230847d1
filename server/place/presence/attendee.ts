import type { Client } from "@colyseus/core";
import type { ServerMessages } from "../../../schema/messages/room-messages.ts";
import type { Actor } from "../../circle/circle-stage.ts";
import type { Mover } from "../bodies/mover.ts";
import type { RateBudget } from "../wire/rate-budget.ts";
import type { Viewer } from "../wire/viewer.ts";

export type PlaceClient = Client<{ userData: Viewer; messages: ServerMessages }>;

/** A person in a place: a visitor with a body, or a spectator without one. */
export type Attendee = {
  /** Another one once they are given another role. */
  actor: Actor;
  /** What they signed in with: when it ends, they go. */
  readonly signInId: string;
  /** BCP 47: what their page speaks, where it said so. */
  readonly language: string | undefined;
  readonly viewer: Viewer;
  /** Null for spectators. */
  readonly mover: Mover | null;
  /** Null while the connection is dropped and the body waits for it. */
  client: PlaceClient | null;
  readonly inputBudget: RateBudget;
  readonly intentBudget: RateBudget;
  /** Transcripts are long: how many are sent. */
  readonly transcriptBudget: RateBudget;
  /** What stands in for an answer to each of many bad messages: one notice a second. */
  readonly noticeBudget: RateBudget;
  /** The circles whose words reach it without being a member: heard nearby, or followed. */
  readonly hears: Set<string>;
  /** Set while its connection is dropped: what it did before, under which token its seat is held, how to stop waiting. */
  waiting: { activity: string; reconnectionToken: string; giveUp(): void } | null;
};
