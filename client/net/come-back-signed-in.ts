import type { Client, Room } from "@colyseus/sdk";
import { CloseCode } from "@colyseus/sdk";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";

type SignIn = { token: string; renewToken: () => Promise<string | null> };

/**
 * The room library would take a held seat back with its token alone. The server gives it only to whoever shows that it
 * is theirs, so before each try the sign-in is shown, in a request whose header no proxy logs.
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
