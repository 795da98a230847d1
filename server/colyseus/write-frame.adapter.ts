import type { Client } from "@colyseus/core";
import type { WebSocket } from "ws";

type OpenSocket = Pick<WebSocket, "readyState" | "OPEN" | "bufferedAmount"> & {
  _socket: { write(bytes: Uint8Array): void; readonly bytesWritten: number };
};

/**
 * Sends a finished WebSocket frame in one write. `ws` would frame it anew for each client and write
 * header and body apart. Frames stay in order: without compression its sender keeps nothing back.
 */
export const writeFrame = (client: Client, frame: Uint8Array): void => {
  const socket = client.ref as unknown as OpenSocket;
  if (socket.readyState === socket.OPEN) socket._socket.write(frame);
};

/** What waits in this process because the other side has not read it; null when the connection is closing. */
export const queuedBytes = (client: Client): number | null => {
  const socket = client.ref as unknown as OpenSocket;
  return socket.readyState === socket.OPEN ? socket.bufferedAmount : null;
};

/** All that this connection was given so far. */
export const bytesWritten = (client: Client): number => (client.ref as unknown as OpenSocket)._socket.bytesWritten;
