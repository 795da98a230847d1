/** The room server as in production, on a free port of this machine. */
import express from "express";
import pino from "pino";
import { createRoomServer, type RoomServer, type SeatGuard } from "../../server/colyseus/room-server.adapter.ts";
import { listen } from "../../server/http/listen.process.ts";

/** Returns any seat to any client. */
const OPEN_GUARD = { letPass: async () => undefined, checkUpgrade: () => undefined };
const LONGEST_MESSAGE_BYTES = 4096;

export type TestRoomServer = { url: string; stop(): Promise<void> };

/** @param define names its rooms */
export async function startTestRoomServer(
  define: (server: RoomServer["server"]) => void,
  maxMessageBytes = LONGEST_MESSAGE_BYTES,
  guard: SeatGuard = OPEN_GUARD,
): Promise<TestRoomServer> {
  const rooms = createRoomServer(maxMessageBytes, guard, pino({ level: "silent" }));
  define(rooms.server);
  const app = express().use(express.json()).post("/matchmake/:method/:roomName", rooms.matchmake);
  const { servers, port } = await listen(app, "127.0.0.1", 0);
  await rooms.open(servers);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await rooms.drain();
      for (const server of servers) server.close();
    },
  };
}
