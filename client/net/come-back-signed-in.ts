import type { Client, Room } from "@colyseus/sdk";
import { CloseCode } from "@colyseus/sdk";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";

type SignIn = { token: string; renewToken: () => Promise<string | null> };

/**
 * The room library would reclaim a held seat with its reconnection token alone. The server also requires the sign-in of
 * the seat's owner, so each attempt first presents it in a request whose header no proxy logs.
 */
export function comeBackSignedIn(room: Room, client: Client, { token, renewToken }: SignIn): void {
  const { connection, roomId } = room;
  const reconnect = connection.reconnect.bind(connection);
  let current = token;

  connection.reconnect = (seat) => {
    client.http
      .post(`/matchmake/reconnect/${roomId}`, {
        headers: { authorization: `Bearer ${current}` },
        body: { reconnectionToken: seat.reconnectionToken },
      })
      .then(
        () => reconnect(seat),
        async (error: unknown) => {
          const { code } = error as { code?: number };
          const isFinal =
            code === JOIN_ERROR_CODES.notFound || (code === JOIN_ERROR_CODES.notSignedIn && !(await renew()));
          connection.events.onclose?.({
            code: isFinal ? CloseCode.FAILED_TO_RECONNECT : CloseCode.ABNORMAL_CLOSURE,
            reason: "",
          });
        },
      );
  };

  async function renew(): Promise<boolean> {
    const renewed = await renewToken().catch(() => current);
    if (renewed !== null) current = renewed;
    return renewed !== null;
  }
}
