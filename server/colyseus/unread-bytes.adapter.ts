/**
 * Bytes that a client has not read, wherever they wait: in this process, in a kernel, in a proxy, or in the process that
 * forwards its socket. A client answers a ping only after it has read everything sent before (RFC 6455, 5.5.2): each ping
 * carries the number of bytes before it.
 */
import type { Client } from "@colyseus/core";
import type { WebSocket } from "ws";

type Counted = Pick<WebSocket, "readyState" | "OPEN" | "bufferedAmount"> & {
  ping(payload: Buffer): void;
  _socket: { readonly bytesWritten: number };
};
type Counts = { pinged: number; read: number };

/** More than is sent between two of the transport's pings: after a long text the client is pinged at once. */
const PING_AFTER_BYTES = 48 * 1024;

const countsBySocket = new WeakMap<object, Counts>();

function countsOf(socket: object): Counts {
  let counts = countsBySocket.get(socket);
  if (counts === undefined) countsBySocket.set(socket, (counts = { pinged: 0, read: 0 }));
  return counts;
}

/** What a connection was sent before it became a WebSocket was read: proxies upgrade connections that have carried answers. */
export function startCounting(socket: Pick<Counted, "_socket">): void {
  const { bytesWritten } = socket._socket;
  countsBySocket.set(socket, { pinged: bytesWritten, read: bytesWritten });
}

/** Pings it; `readPong` must be called with the answer. */
export function pingCounting(socket: Pick<Counted, "ping" | "_socket">): void {
  const { bytesWritten } = socket._socket;
  const payload = Buffer.allocUnsafe(8);
  payload.writeDoubleBE(bytesWritten);
  countsOf(socket).pinged = bytesWritten;
  socket.ping(payload);
}

/** Any other pong, which a client may send without having read anything, counts for nothing. */
export function readPong(socket: object, payload: Buffer): void {
  if (payload.length !== 8) return;
  const counts = countsOf(socket);
  const read = payload.readDoubleBE();
  if (read > counts.read && read <= counts.pinged) counts.read = read;
}

/** Null when the connection is closing. Pings when much was sent since the last ping. */
export function unreadBytes(client: Client): number | null {
  const socket = client.ref as unknown as Counted;
  if (socket.readyState !== socket.OPEN) return null;
  const { bytesWritten } = socket._socket;
  const counts = countsOf(socket);
  if (bytesWritten - counts.pinged > PING_AFTER_BYTES) pingCounting(socket);
  return Math.max(socket.bufferedAmount, bytesWritten - counts.read);
}
