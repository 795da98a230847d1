import type { Client } from "@colyseus/core";
import type { ServerMessages } from "../../../schema/messages/room-messages.ts";
import type { Actor } from "../../circle/circle-stage.ts";
import type { Mover } from "../bodies/mover.ts";
import type { RateBudget } from "../wire/rate-budget.ts";
import type { Viewer } from "../wire/viewer.ts";

export type PlaceClient = Client<{ userData: Viewer; messages: ServerMessages }>;

/** A person in a place: a visitor with a body, or a spectator without one. */
export type Attendee = {
  /** Replaced when they are given another role. */
  actor: Actor;
  /** Their sign-in: when it ends, they are removed. */
  readonly signInId: string;
  /** BCP 47: the language of their page, if it sent one. */
  readonly language: string | undefined;
  readonly viewer: Viewer;
  /** Null for spectators. */
  readonly mover: Mover | null;
  /** Null while the connection is dropped and the body waits for it. */
  client: PlaceClient | null;
  readonly inputBudget: RateBudget;
  readonly intentBudget: RateBudget;
  /** Limits transcripts sent, as they are long. */
  readonly transcriptBudget: RateBudget;
  /** Limits notices about bad messages to one a second. */
  readonly noticeBudget: RateBudget;
  /** The circles it hears without being a member: nearby, or followed. */
  readonly hears: Set<string>;
  /** Whoever shows the token of the seat may take it until then: their sign-in was checked. */
  letBackUntilMs: number;
  /** Set while its connection is dropped: its previous activity, the token that holds its seat, and a function that ends the wait. */
  waiting: { activity: string; reconnectionToken: string; giveUp(): void } | null;
};
