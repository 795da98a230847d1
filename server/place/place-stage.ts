import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { Point } from "../../schema/rules/point.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import type { CircleStage } from "../circle/circle-stage.ts";
import type { PlaceClient } from "./presence/attendee.ts";
import type { Floor } from "./ground/floor.ts";

export type Messenger = {
  toAudience: CircleStage["sendToAudience"];
  toMembers<Type extends keyof ServerMessages>(circleId: string, type: Type, message: ServerMessages[Type]): void;
  clientOf(userId: string): PlaceClient | null;
};

/** The place as its circles see it. */
export class PlaceStage implements CircleStage {
  readonly placeId: string;
  readonly workspaceId: string;
  readonly state: PlaceState;
  private readonly floor: Floor;
  private readonly messenger: Messenger;

  constructor(floor: Floor, workspaceId: string, messenger: Messenger) {
    this.placeId = floor.place.id;
    this.workspaceId = workspaceId;
    this.state = floor.state;
    this.floor = floor;
    this.messenger = messenger;
  }

  findSpot(avatarId: string): Point | null {
    return this.floor.findSpot(avatarId);
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

  sendToAudience: CircleStage["sendToAudience"] = (...message) => this.messenger.toAudience(...message);

  sendToMembers<Type extends keyof ServerMessages>(circleId: string, type: Type, message: ServerMessages[Type]): void {
    this.messenger.toMembers(circleId, type, message);
  }

  sendToPerson<Type extends keyof ServerMessages>(userId: string, type: Type, message: ServerMessages[Type]): void {
    this.messenger.clientOf(userId)?.send(type as never, message as never);
  }
}
