import { Room, ServerError } from "@colyseus/core";
import express from "express";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import { listen } from "../http/listen.process.ts";
import { createRoomServer, type RoomServer } from "./room-server.adapter.ts";

class FullRoom extends Room {
  override onCreate(): void {
    throw new ServerError(JOIN_ERROR_CODES.full, "This place is full.");
  }
}
class BrokenRoom extends Room {
  override onCreate(): void {
    throw Object.assign(new Error("cannot read postgres://user:secret@host"), { code: "EISDIR" });
  }
}
class WaitingRoom extends Room {
  override onCreate(): void {
    throw Object.assign(new Error("connect ECONNREFUSED postgres://user:secret@host"), { code: "ECONNREFUSED" });
  }
}

let rooms: RoomServer;
let opened: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  const log = pino({ level: "silent" });
  rooms = createRoomServer(4096, { letPass: async () => undefined, checkUpgrade: () => undefined }, log);
  rooms.server.define("full", FullRoom);
  rooms.server.define("broken", BrokenRoom);
  rooms.server.define("waiting", WaitingRoom);
  const app = express().use(express.json()).post("/matchmake/:method/:roomName", rooms.matchmake);
  opened = await listen(app, "127.0.0.1", 0);
  await rooms.open(opened.servers);
});
afterAll(async () => {
  await rooms.drain();
  for (const server of opened.servers) server.close();
});

const ask = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${opened.port}/matchmake/${path}`, { method: "POST" });
  return [response.status, await response.json()];
};

test("A5 a refusal keeps its code and reason, and its status is one of HTTP", async () => {
  expect(await ask("joinOrCreate/full")).toEqual([409, { code: 409, error: "This place is full." }]);
  expect(await ask("joinOrCreate/nowhere")).toMatchObject([400, { code: 520 }]);
  expect(await ask("explode/full")).toMatchObject([400, { code: 520 }]);
});

test("A5 a failure of the inside is told as one, without its words", async () => {
  const [status, body] = await ask("joinOrCreate/broken");
  expect(status).toBe(500);
  expect(body).toEqual({ code: 500, error: expect.not.stringContaining("secret") });
});

test("O5 while the database recovers, who wants in is told to come back", async () => {
  const [status, body] = await ask("joinOrCreate/waiting");
  expect(status).toBe(503);
  expect(body).toEqual({ code: 503, error: expect.stringContaining("Try again in a few seconds") });
});
