/** A notice from outside a place, for those in it whom it concerns. */
import type { Role } from "../../schema/messages/account.ts";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";

export type PlaceNotice = {
  workspaceId: string;
  /** One person, unless their circle has notified them; a circle's people; or people with certain roles. */
  to: { userId: string; inCircles: boolean } | { circleId: string } | { roles: readonly Role[] };
  notice: ServerMessages["notice"];
};
