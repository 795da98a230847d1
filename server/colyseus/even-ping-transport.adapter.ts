import { CloseCode } from "@colyseus/core";
import { WebSocketTransport, type TransportOptions } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";
import { pingCounting, readPong, startCounting } from "./unread-bytes.adapter.ts";

/** Number of shares of the connections, pinged one after another within an interval: in a full place about one per patch. */
const SHARES = 60;

type Pinged = WebSocket & {
  /** Pings since the last pong; the transport resets it. */
  pingCount: number;
  _socket: { readonly bytesWritten: number };
};

/** Reasons for codes with which the room server and `ws` close connections without one. */
const REASONS: Record<number, string> = {
  1002: "What was sent is no WebSocket message.",
  1007: "What was sent as text is none.",
  1009: "A message was too long. Send less at once.",
  [CloseCode.WITH_ERROR]: "Too much was sent at once, or a message that cannot be read.",
};

function giveReasons(socket: WebSocket): void {
  const close = socket.close.bind(socket);
  socket.close = (code, reason) => close(code, reason ?? REASONS[code ?? 0]);
}

/**
 * Detects dead connections like its parent, but pings them a share at a time:
 * thousands of pings, and as many pongs, at once would delay a whole patch.
 */
export class EvenPingTransport extends WebSocketTransport {
  constructor(options: TransportOptions) {
    super(options);
    this.wss.on("connection", (socket) => {
      giveReasons(socket);
      startCounting(socket as Pinged);
      socket.on("pong", (payload: Buffer) => readPong(socket, payload));
    });
  }

  protected override autoTerminateUnresponsiveClients(pingIntervalMs: number, mostUnanswered: number): void {
    const shareOf = new WeakMap<WebSocket, number>();
    let next = 0;
    let turn = 0;
    this.pingInterval = setInterval(() => {
      turn = (turn + 1) % SHARES;
      for (const socket of this.wss.clients as Set<Pinged>) {
        let share = shareOf.get(socket);
        if (share === undefined) shareOf.set(socket, (share = next++ % SHARES));
        if (share !== turn) continue;
        if (socket.pingCount >= mostUnanswered) {
          socket.terminate();
          continue;
        }
        socket.pingCount += 1;
        pingCounting(socket);
      }
    }, pingIntervalMs / SHARES);
  }
}
