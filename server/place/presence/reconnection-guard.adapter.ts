import { matchMaker, type BeforeUpgradeHandler } from "@colyseus/core";
import { message } from "../../../schema/messages/message.ts";
import { joinRefused } from "../../colyseus/join-refused.adapter.ts";
import { refusalOf } from "../../messages/refusal-of.ts";
import { JOIN_ERROR_CODES } from "../../../schema/messages/close-codes.ts";
import type { Caller } from "../../account/caller.ts";
import type { Attendance } from "./attendance.ts";

type VerifyToken = (token: string) => Promise<Caller | null>;

const NO_TOKEN = "Coming back takes the `reconnectionToken` of the seat.";

const attendanceOf = (roomId: string): Attendance | undefined =>
  (matchMaker.getLocalRoomById(roomId) as { attendance?: Attendance } | undefined)?.attendance;

/**
 * A dropped connection's seat is held under a token. That token alone is not enough: whoever comes back with it proves
 * with their sign-in that the seat is theirs, before anything happens to a connection that may still be alive.
 */
export function createReconnectionGuard(verifyToken: VerifyToken) {
  const isTheirs = async (roomId: string, reconnectionToken: string, accessToken: string): Promise<boolean> => {
    const caller = await verifyToken(accessToken);
    return caller !== null && attendanceOf(roomId)?.findHeld(reconnectionToken)?.actor.userId === caller.userId;
  };

  return {
    /** For `POST /matchmake/reconnect/:roomId`. Throws ServerError when the sign-in or the seat is somebody else's. */
    async letPass(roomId: string, body: unknown, accessToken: string | undefined): Promise<void> {
      const { reconnectionToken } = Object(body) as { reconnectionToken?: unknown };
      if (typeof reconnectionToken !== "string")
        throw joinRefused(JOIN_ERROR_CODES.badOptions, refusalOf(message("bad-message"), NO_TOKEN));
      const caller = await verifyToken(accessToken ?? "");
      if (caller === null) throw joinRefused(JOIN_ERROR_CODES.notSignedIn, refusalOf(message("not-signed-in")));
      // The process that holds the room knows whose seat it is.
      const isTheirs =
        (await matchMaker.driver.findOne({ roomId })) !== undefined &&
        ((await matchMaker.remoteRoomCall(roomId, "letBack" as never, [reconnectionToken, caller.userId])) as boolean);
      if (!isTheirs) throw joinRefused(JOIN_ERROR_CODES.notFound, refusalOf(message("seat-gone")));
    },

    /** For the socket itself: with a pass, or with the sign-in as a header. */
    checkUpgrade: (async (request, { token }) => {
      const { pathname, searchParams } = new URL(request.url);
      const reconnectionToken = searchParams.get("reconnectionToken");
      if (reconnectionToken === null) return undefined;
      const roomId = pathname.split("/").at(-1) ?? "";
      if (attendanceOf(roomId)?.takePass(reconnectionToken, Date.now())) return undefined;
      if (await isTheirs(roomId, reconnectionToken, token ?? "")) return undefined;
      return new Response("This seat is not yours. Step in again.", { status: JOIN_ERROR_CODES.notSignedIn });
    }) satisfies BeforeUpgradeHandler as BeforeUpgradeHandler,
  };
}
