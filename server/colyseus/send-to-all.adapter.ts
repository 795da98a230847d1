import { getMessageBytes, Protocol } from "@colyseus/core";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceClient } from "../place/presence/attendee.ts";

/** Sends to all, encoding once. */
export const sendToAll = <Type extends keyof ServerMessages>(
  clients: Iterable<PlaceClient>,
  type: Type,
  message: ServerMessages[Type],
): void => {
  const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, type, message);
  for (const client of clients) client.enqueueRaw(bytes);
};
