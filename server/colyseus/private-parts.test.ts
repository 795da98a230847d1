/** The undocumented parts of Colyseus and `ws` that Dramatis uses: each test fails when a new version changes them. */
import {
  ClientState,
  getMessageBytes,
  matchMaker,
  Protocol,
  Room,
  type Client,
  type ClientPrivate,
} from "@colyseus/core";
import { Client as RoomClient } from "@colyseus/sdk";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { answerUnknown } from "./answer-unknown.adapter.ts";
import { startTestRoomServer, type TestRoomServer } from "../../test/colyseus/test-room-server.process.ts";
import { pingCounting, unreadBytes } from "./unread-bytes.adapter.ts";
import { bytesWritten, writeFrame } from "./write-frame.adapter.ts";

const unknown: string[] = [];

class PlainRoom extends Room {
  override onCreate(): void {
    this.onMessage("known", () => undefined);
    answerUnknown(this, (_client, type) => {
      unknown.push(type);
      return undefined;
    });
  }
}

let rooms: TestRoomServer;
beforeAll(async () => {
  rooms = await startTestRoomServer((server) => server.define("plain", PlainRoom));
});
afterAll(() => rooms.stop());

async function join() {
  const room = await new RoomClient(rooms.url).joinOrCreate("plain");
  const client = matchMaker.getLocalRoomById(room.roomId)!.clients.getById(room.sessionId) as Client;
  return { room, client };
}

test("W3 a room's handlers are looked up by message type, so that one that is unknown can be answered", async () => {
  const { room } = await join();
  room.send("known", {});
  room.send("strange", {});
  await expect.poll(() => unknown).toEqual(["strange"]);
  await room.leave();
});

test("W4 below a client lies the socket of ws, whose written and unread bytes count, and which takes finished frames", async () => {
  const { room, client } = await join();
  const before = bytesWritten(client);
  const received: unknown[] = [];
  room.onMessage("sent", (message) => received.push(message));
  const message = getMessageBytes.raw(Protocol.ROOM_DATA, "sent", { text: "yes" });
  writeFrame(client, Buffer.concat([Buffer.from([0x82, message.length]), message]));
  await expect.poll(() => received).toEqual([{ text: "yes" }]);
  expect(bytesWritten(client)).toBeGreaterThanOrEqual(before + message.length + 2);
  expect(unreadBytes(client)).toBeGreaterThanOrEqual(message.length + 2);
  pingCounting(client.ref as never);
  // What is left is the ping itself.
  await expect.poll(() => unreadBytes(client)).toBeLessThanOrEqual(10);
  expect((client as Client & ClientPrivate).state).toBe(ClientState.JOINED);
  await room.leave();
});

test("W4 what a connection carried before it was upgraded does not count as unread", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { sessionId, roomId, processId } = await matchMaker.joinOrCreate("plain");
  const answers = 50;
  for (let count = 0; count < answers; count++) {
    const [response] = (await once(get(`${rooms.url}/nothing`, { agent }), "response")) as [IncomingMessage];
    await text(response);
  }
  const socket = new WebSocket(`${rooms.url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`, {
    agent,
  });
  await once(socket, "open");
  const client = await vi.waitFor(() => {
    const found = matchMaker.getLocalRoomById(roomId)!.clients.getById(sessionId) as Client | undefined;
    expect(found).toBeDefined();
    return found!;
  });
  const carried = 100 * answers;
  expect(bytesWritten(client)).toBeGreaterThan(carried);
  expect(unreadBytes(client)).toBeLessThan(carried);
  socket.close();
});

test("C3 a message encoded once is readable by all its recipients", async () => {
  const [one, other] = await Promise.all([join(), join()]);
  const received: unknown[] = [];
  for (const { room } of [one, other]) room.onMessage("sent", (message) => received.push(message));
  const bytes = getMessageBytes.raw(Protocol.ROOM_DATA, "sent", { text: "to all" });
  for (const { client } of [one, other]) client.enqueueRaw(bytes);
  await expect.poll(() => received).toEqual([{ text: "to all" }, { text: "to all" }]);
  await Promise.all([one.room.leave(), other.room.leave()]);
});

test("W4 the transport counts a socket's unanswered pings, and sets them to 0 when it answers", async () => {
  const { room, client } = await join();
  const socket = client.ref as unknown as WebSocket & { pingCount: number };
  expect(socket.pingCount).toBeTypeOf("number");
  socket.pingCount = 1;
  socket.ping();
  await expect.poll(() => socket.pingCount).toBe(0);
  await room.leave();
});

test("A1 which methods of matchmaking may be called is a list", () => {
  expect(matchMaker.controller.exposedMethods).toEqual(expect.arrayContaining(["joinOrCreate", "reconnect"]));
});
