/**
 * The two interfaces between a place and its circles. The room implements CircleStage, the circles
 * implement CircleHost; neither knows how the other works.
 */
import type { Principal } from "../../engine/scope/scope.ts";
import type { DebatePhase } from "../../schema/messages/debate.ts";
import type { Message } from "../../schema/messages/message.ts";
import type {
  CircleTranscript,
  Intent,
  IntentAnswers,
  Refusal,
  ServerMessages,
} from "../../schema/messages/room-messages.ts";
import type { SessionRole } from "../../schema/messages/session.ts";
import type { Point } from "../../schema/rules/point.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import type { Motion } from "../conversation/motion.store.ts";
import { refusalOf } from "../messages/refusal-of.ts";

/** Who acts. The avatar id is the user id. */
export type Actor = {
  /** What they may read and write (SPEC A7), made when they step in. */
  scope: Principal;
  userId: string;
  name: string;
  role: string;
  spectator: boolean;
  /** A persona that acts on its own; `userId` is then its persona id. */
  isPersona?: true;
};

/** `scope`: of who opened it. */
export type VotedCircle = { scope: Principal; topic: string; language: string };

/** What circles use of their place. All calls return at once. */
export interface CircleStage {
  readonly placeId: string;
  readonly workspaceId: string;
  /** Whether the outcomes of its public circles hang on a wall for everybody to see. */
  readonly hasNotesWall: boolean;
  /** Whether they are here, or watch a circle here, with a connection that is not dropped. */
  isConnected(userId: string): boolean;
  /** Circles write their own entries of `state.circles` and the circle fields of avatars (circleId, seat, activity, gesture). */
  readonly state: PlaceState;
  /**
   * The free circle spot nearest this avatar or point, or null when the floor is full.
   * @param taken those of circles: one whose storing is awaited is not in `state` yet
   */
  findSpot(near: string | Point, taken: readonly Point[]): Point | null;
  /** Walks a body there (for a person: the server drives until they move themselves), then turns it to `face`. */
  walkTo(avatarId: string, target: { x: number; z: number }, face: { x: number; z: number }): void;
  /** Ends a walk or a seat: a persona goes back to wandering. */
  release(avatarId: string): void;
  /** The debate of this circle has reached a phase, or is over (null): its gallery votes before and after it, in the name of its owner. */
  debateReached(circleId: string, circle: VotedCircle, phase: DebatePhase | null): void;
  /** Sends to members, hearers within 12 m and following spectators, as far as they `mayHear` it. */
  sendToAudience<Type extends keyof ServerMessages>(
    circleId: string,
    type: Type,
    message: ServerMessages[Type],
    mayHear: (actor: Actor) => boolean,
  ): void;
  /** Sends everybody who hears it the transcript anew, as far as they may know it. */
  sendTranscripts(circleId: string): void;
  /** Sends to everybody in the place, spectators included. */
  sendToAll<Type extends keyof ServerMessages>(type: Type, message: ServerMessages[Type]): void;
  sendToMembers<Type extends keyof ServerMessages>(circleId: string, type: Type, message: ServerMessages[Type]): void;
  sendToPerson<Type extends keyof ServerMessages>(userId: string, type: Type, message: ServerMessages[Type]): void;
}

/** Thrown for a refused intent; becomes the request's rejection or a notice. */
export class IntentRefused extends Error {
  readonly refusal: Refusal;

  constructor(said: Message) {
    const refusal = refusalOf(said);
    super(refusal.reason);
    this.name = "IntentRefused";
    this.refusal = refusal;
  }
}

/** What a place uses of its circles. Refusals are thrown as IntentRefused. */
export interface CircleHost {
  /** Brings the circle of a session to what is stored of it. Resolves with its people, by user id. */
  applySession(sessionId: string): Promise<ReadonlyMap<string, SessionRole>>;
  /** The same for all sessions of this place. */
  applySessions(): Promise<void>;
  /** Somebody stepped in: they are seated where a session has a seat for them. */
  bodyCame(userId: string): void;
  /** Whether they hear this circle wherever they stand, as people who watch a session do. */
  attends(actor: Actor, circleId: string): boolean;
  /** Takes over the circles of this place that no server holds: after a restart, or when another server has died. */
  restore(): Promise<void>;
  /** @param spot defaults to the nearest free spot */
  openCircle(
    actor: Actor,
    intent: Intent<"open-circle">,
    spot?: { x: number; z: number },
  ): Promise<IntentAnswers["open-circle"]>;
  /** Opens a circle with what was said in a conversation up to a turn. */
  branch(actor: Actor, intent: Intent<"branch">): Promise<IntentAnswers["branch"]>;
  joinCircle(actor: Actor, intent: Intent<"join-circle">): Promise<IntentAnswers["join-circle"]>;
  leaveCircle(actor: Actor): Promise<IntentAnswers["leave-circle"]>;
  talkTo(actor: Actor, intent: Intent<"talk-to">): Promise<IntentAnswers["talk-to"]>;
  invite(actor: Actor, intent: Intent<"invite">): Promise<IntentAnswers["invite"]>;
  dismiss(actor: Actor, intent: Intent<"dismiss">): Promise<IntentAnswers["dismiss"]>;
  say(actor: Actor, intent: Intent<"say">): Promise<IntentAnswers["say"]>;
  setTyping(actor: Actor, intent: Intent<"set-typing">): void;
  steer(actor: Actor, intent: Intent<"steer">): Promise<IntentAnswers["steer"]>;
  /** Whether it is their circle: they opened it, or are a facilitator of its session or of the workspace. */
  leads(actor: Actor, circleId: string): boolean;
  react(actor: Actor, intent: Intent<"react">): Promise<IntentAnswers["react"]>;
  /** Whether they may hear or follow this circle now. */
  mayHear(actor: Actor, circleId: string): boolean;
  /** The transcript so far, limited to what they may know, for somebody who starts hearing or following; null when they may not. */
  transcriptFor(actor: Actor, circleId: string): Promise<CircleTranscript | null>;
  /** Stores what the bodies in a circle did. */
  keepMotion(circleId: string, motion: Motion): void;
  /** True: a member, hearer or follower is present. False: the last one has gone (it sleeps after 20 s). */
  setWatched(circleId: string, watched: boolean): void;
  /** This body has left the place for good (30 s after a dropped connection, or on purpose). */
  bodyLeft(avatarId: string): Promise<void>;
  /** Ends current turns (marked interrupted, committed) and stops all timers. */
  drain(): Promise<void>;
}
