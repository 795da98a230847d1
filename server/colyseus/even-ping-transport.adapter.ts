import { CloseCode } from "@colyseus/core";
import { WebSocketTransport, type TransportOptions } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";

/** How many times per interval a share of the connections is pinged: in a full place about one share per patch. */
const SHARES = 60;

type Pinged = WebSocket & {
  /** Since the last pong; the transport sets it to 0 then. */
  pingCount: number;
};

/** Those for which the room server and `ws` end a connection by themselves, without a word. */
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
 * Finds connections that died without a word, like its parent, but pings them a share at a time:
 * thousands of pings at once, and as many pongs, would hold a whole patch up.
 */
export class EvenPingTransport extends WebSocketTransport {
  constructor(options: TransportOptions) {
    super(options);
    this.wss.on("connection", giveReasons);
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
        socket.ping();
      }
    }, pingIntervalMs / SHARES);
  }
}
