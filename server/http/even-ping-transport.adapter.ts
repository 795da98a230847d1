import { WebSocketTransport } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";

/** How many times per interval a share of the connections is pinged: in a full place about one share per patch. */
const SHARES = 60;

type Pinged = WebSocket & {
  /** Since the last pong; the transport sets it to 0 then. */
  pingCount: number;
};

/**
 * Finds connections that died without a word, like its parent, but pings them a share at a time:
 * thousands of pings at once, and as many pongs, would hold a whole patch up.
 */
export class EvenPingTransport extends WebSocketTransport {
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
