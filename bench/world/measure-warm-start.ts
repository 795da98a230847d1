import { joinPlace, until } from "../../e2e/support/join-place.ts";
import type { OwnServer } from "./own-server.ts";
import { rounded } from "./rounded.ts";

/** Measures a server that ran before, from `npm start` to ready and to somebody's first step. Leaves it running. */
export async function measureWarmStart(server: OwnServer): Promise<object> {
  await server.start();
  await server.stop();
  const startMs = performance.now();
  await server.start();
  const readyMs = performance.now();
  const visitor = await joinPlace(server.url, "Early");
  const body = visitor.room.state.avatars.get(visitor.userId)!;
  const { x, z } = body;
  visitor.room.send("input", { seq: 1, moveX: 0, moveZ: -1, run: false });
  await until("the first step", () =>
    visitor.received.some(({ type, message }) => type === "moved" && isElsewhere(message)),
  );
  const walkingMs = performance.now();
  await visitor.room.leave();
  return {
    warmStartToReadyMs: rounded(readyMs - startMs),
    warmStartToWalkingMs: rounded(walkingMs - startMs),
  };

  function isElsewhere(message: object): boolean {
    const moved = message as { x: number; z: number };
    return moved.x !== x || moved.z !== z;
  }
}
