import type { Client } from "@colyseus/core";
import type { WebSocket } from "ws";

type OpenSocket = Pick<WebSocket, "readyState" | "OPEN"> & {
  _socket: { write(bytes: Uint8Array): void; readonly bytesWritten: number };
};

/**
 * Sends a finished WebSocket frame in one write; `ws` would frame it again for each client and write
 * header and body separately. Frames stay in order: without compression, the sender of `ws` buffers nothing.
 */
export const writeFrame = (client: Client, frame: Uint8Array): void => {
  const socket = client.ref as unknown as OpenSocket;
  if (socket.readyState === socket.OPEN) socket._socket.write(frame);
};

/** All bytes written to this connection so far. */
export const bytesWritten = (client: Client): number => (client.ref as unknown as OpenSocket)._socket.bytesWritten;
