/** A notice from outside a place, for whoever it concerns of those who are in it. */
import type { Role } from "../../schema/messages/account.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";

export type PlaceNotice = {
  workspaceId: string;
  /** One person, where they stand in no circle that has told them; a circle's people; who looks after the workspace. */
  to: { userId: string; inCircles: boolean } | { circleId: string } | { roles: readonly Role[] };
  notice: ServerMessages["notice"];
};
