import "./wait-for-opening.process.ts";
import { matchMaker, Room } from "@colyseus/core";
import { expect, test, vi } from "vitest";
import { startTestRoomServer } from "../../test/colyseus/test-room-server.process.ts";

const SLOW_MS = 4_500;

test("O4 people who want into a place at the same time are in one, also where opening it takes seconds", async () => {
  const opened = Promise.withResolvers<void>();
  let openings = 0;
  class SlowRoom extends Room {
    override async onCreate(): Promise<void> {
      openings += 1;
      await opened.promise;
    }
  }
  const rooms = await startTestRoomServer((server) => server.define("slow", SlowRoom));
  try {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const seats = ["Ada", "Ben", "Cy"].map((name) => matchMaker.joinOrCreate("slow", { name }));
    await vi.waitFor(() => expect(openings).toBe(1));
    await vi.advanceTimersByTimeAsync(SLOW_MS);
    opened.resolve();
    vi.useRealTimers();
    expect(new Set((await Promise.all(seats)).map(({ roomId }) => roomId)).size).toBe(1);
    expect(openings).toBe(1);
  } finally {
    vi.useRealTimers();
    await rooms.stop();
  }
});
