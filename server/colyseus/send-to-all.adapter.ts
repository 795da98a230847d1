import { getMessageBytes, Protocol } from "@colyseus/core";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceClient } from "../place/presence/attendee.ts";

/** Encodes once; the returned function sends that to one client. */
export const prepareMessage = <Type extends keyof ServerMessages>(
  type: Type,
  message: ServerMessages[Type],
): ((client: PlaceClient) => void) => {
  const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, type, message);
  return (client) => client.enqueueRaw(bytes);
};

/** Sends to all, encoding once. */
export const sendToAll = <Type extends keyof ServerMessages>(
  clients: Iterable<PlaceClient>,
  type: Type,
  message: ServerMessages[Type],
): void => {
  const send = prepareMessage(type, message);
  for (const client of clients) send(client);
};
