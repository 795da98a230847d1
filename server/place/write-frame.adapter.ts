import type { Client } from "@colyseus/core";
import type { WebSocket } from "ws";

type OpenSocket = Pick<WebSocket, "readyState" | "OPEN"> & { _socket: { write(bytes: Uint8Array): void } };

/**
 * Sends a finished WebSocket frame in one write. `ws` would frame it anew for each client and write
 * header and body apart. Frames stay in order: without compression its sender keeps nothing back.
 */
export const writeFrame = (client: Client, frame: Uint8Array): void => {
  const socket = client.ref as unknown as OpenSocket;
  if (socket.readyState === socket.OPEN) socket._socket.write(frame);
};
