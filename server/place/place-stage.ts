import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { Point } from "../../schema/rules/point.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import type { Actor, CircleStage } from "../circle/circle-stage.ts";
import type { PlaceClient } from "./presence/attendee.ts";
import type { Audience, Send } from "./presence/audience.ts";
import type { Floor } from "./ground/floor.ts";

/** The place's side of the interface with its circles. */
export class PlaceStage implements CircleStage {
  readonly placeId: string;
  readonly workspaceId: string;
  readonly hasNotesWall: boolean;
  readonly state: PlaceState;
  private readonly floor: Floor;
  private readonly audience: Audience;
  private readonly send: Send;
  private readonly everyone: () => Iterable<PlaceClient>;

  constructor(
    floor: Floor,
    workspaceId: string,
    audience: Audience,
    { send, everyone }: { send: Send; everyone: () => Iterable<PlaceClient> },
  ) {
    this.placeId = floor.place.id;
    this.workspaceId = workspaceId;
    this.hasNotesWall = floor.place.furniture.some(({ kind }) => kind === "notes-wall");
    this.state = floor.state;
    this.floor = floor;
    this.audience = audience;
    this.send = send;
    this.everyone = everyone;
  }

  isConnected(userId: string): boolean {
    return this.audience.isConnected(userId);
  }

  findSpot(near: string | Point, taken: readonly Point[]): Point | null {
    return this.floor.findSpot(near, taken);
  }

  walkTo(avatarId: string, target: Point, face: Point): void {
    const mover = this.floor.simulation.movers.get(avatarId);
    if (mover === undefined) return;
    mover.held = true;
    this.floor.simulation.walkTo(mover, { target, face });
  }

  release(avatarId: string): void {
    const mover = this.floor.simulation.movers.get(avatarId);
    if (mover === undefined) return;
    mover.held = false;
    mover.face = null;
    this.floor.simulation.cancelWalk(mover);
  }

  sendToAudience<Type extends keyof ServerMessages>(
    circleId: string,
    type: Type,
    message: ServerMessages[Type],
    mayHear: (actor: Actor) => boolean,
  ): void {
    this.send(this.audience.clientsOf(circleId, mayHear), type, message);
  }

  debateReached(...reached: Parameters<CircleStage["debateReached"]>): void {
    this.audience.followDebate(...reached);
  }

  sendTranscripts(circleId: string): void {
    this.audience.resend(circleId);
  }

  sendToAll<Type extends keyof ServerMessages>(type: Type, message: ServerMessages[Type]): void {
    this.send(this.everyone(), type, message);
  }

  sendToMembers<Type extends keyof ServerMessages>(circleId: string, type: Type, message: ServerMessages[Type]): void {
    this.send(this.audience.membersOf(circleId), type, message);
  }

  sendToPerson<Type extends keyof ServerMessages>(userId: string, type: Type, message: ServerMessages[Type]): void {
    this.audience.clientOf(userId)?.send(type as never, message as never);
  }
}
