import type { Client } from "@colyseus/core";
import type { WebSocket } from "ws";
import { CLOSE_CODES } from "../../schema/messages/close-codes.ts";
import type { PlaceDependencies } from "../place/place-dependencies.ts";

/** Time for the client to read the reason. */
const TERMINATE_AFTER_MS = 10_000;

/**
 * Closes a connection that does not read what it is sent, and discards its queue. Its body is kept as for any
 * dropped connection.
 */
export function disconnectSlowClient(client: Client, log: Pick<PlaceDependencies["log"], "warn">): void {
  client.leave(CLOSE_CODES.tooSlow, "Your connection did not keep up with what happens here, so it was closed.");
  log.warn({ sessionId: client.sessionId }, "a connection that does not read was ended");
  setTimeout(() => (client.ref as WebSocket).terminate(), TERMINATE_AFTER_MS).unref();
}
