import { Room, ServerError } from "@colyseus/core";
import express from "express";
import pino from "pino";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import { startTestRoomServer, type TestRoomServer } from "../../test/colyseus/test-room-server.process.ts";
import { listen } from "../http/listen.process.ts";
import { matchmake } from "./matchmake.middleware.ts";

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

let rooms: TestRoomServer;
beforeAll(async () => {
  rooms = await startTestRoomServer((server) => {
    server.define("full", FullRoom);
    server.define("broken", BrokenRoom);
    server.define("waiting", WaitingRoom);
  });
});
afterAll(() => rooms.stop());

const ask = async (path: string) => {
  const response = await fetch(`${rooms.url}/matchmake/${path}`, { method: "POST" });
  return [response.status, await response.json()];
};

test("A5 a refusal keeps its code and reason, and its status is one of HTTP", async () => {
  expect(await ask("joinOrCreate/full")).toEqual([409, { code: 409, error: "This place is full." }]);
  expect(await ask("joinOrCreate/nowhere")).toMatchObject([400, { code: 520 }]);
  expect(await ask("explode/full")).toMatchObject([400, { code: 520 }]);
});

test("A5 an internal failure is reported as one, without its details", async () => {
  const [status, body] = await ask("joinOrCreate/broken");
  expect(status).toBe(500);
  expect([body.code, JSON.parse(body.error).code]).toEqual([500, "unexpected"]);
  expect(body.error).not.toContain("secret");
});

test("O5 while the database recovers, joins are refused with a request to retry", async () => {
  const [status, body] = await ask("joinOrCreate/waiting");
  expect(status).toBe(503);
  expect([body.code, JSON.parse(body.error).code]).toEqual([503, "database-away"]);
});

test("O4 A5 where Redis goes while somebody joins, they are asked to try again, and later it works", async () => {
  let isAway = false;
  const app = express()
    .use(express.json())
    .post(
      "/matchmake/:method/:roomName",
      matchmake({
        // As its client says it, which the room server does not wrap.
        async letPass() {
          isAway = true;
          throw new Error("Connection is closed.");
        },
        isAway: async () => isAway,
        log: pino({ level: "silent" }),
      }),
    );
  const { servers, port } = await listen(app, "127.0.0.1", 0);
  onTestFinished(() => void servers.forEach((server) => server.close()));
  const join = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/matchmake/${path}`, { method: "POST" });
    const { code, error } = await response.json();
    return [response.status, code, JSON.parse(error).code];
  };
  expect(await join("reconnect/room")).toEqual([503, 503, "redis-away"]);
  expect(await join("joinOrCreate/broken")).toEqual([503, 503, "redis-away"]);
  isAway = false;
  expect(await join("joinOrCreate/broken")).toEqual([500, 500, "unexpected"]);
});
