import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { EvenPingTransport } from "../colyseus/even-ping-transport.adapter.ts";

const endings: (() => void)[] = [];
afterEach(() => endings.splice(0).forEach((end) => end()));

/** Without matchmaking: connections stay open without a room. */
class OpenTransport extends EvenPingTransport {
  protected override async onConnection(socket: WebSocket & { pingCount: number }): Promise<void> {
    socket.pingCount = 0;
    socket.on("pong", () => (socket.pingCount = 0));
  }
}

async function listen(): Promise<string> {
  const http = createServer();
  const transport = new OpenTransport({ noServer: true, pingInterval: 300, pingMaxRetries: 2 });
  transport.attachToServer(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  endings.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

function connect(url: string, autoPong: boolean) {
  const socket = new WebSocket(url, { autoPong });
  const seen = { pings: 0, isClosed: false };
  socket.on("ping", () => (seen.pings += 1));
  socket.on("close", () => (seen.isClosed = true));
  endings.push(() => socket.terminate());
  return seen;
}

test("W6 everyone is pinged in turn, and only a connection that answers no ping is ended", async () => {
  const url = await listen();
  const silent = connect(url, false);
  const alive = Array.from({ length: 70 }, () => connect(url, true));
  await expect.poll(() => silent.isClosed, { timeout: 20_000 }).toBe(true);
  expect(silent.pings).toBe(2);
  await expect.poll(() => alive.every(({ pings }) => pings >= 3), { timeout: 20_000 }).toBe(true);
  expect(alive.some(({ isClosed }) => isClosed)).toBe(false);
});
