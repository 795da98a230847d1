/** W2 over real sockets: a browser's own netcode, a real server, and a connection with latency and delayed messages. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OwnBody } from "../client/net/own-body.ts";
import { PlaceConnection } from "../client/net/place-connection.ts";
import { RemoteMotion } from "../client/net/remote-motion.ts";
import { Place } from "../schema/messages/place.ts";
import { prepareGround } from "../schema/rules/ground.ts";
import { startDelayingProxy, type DelayingProxy } from "./support/delaying-proxy.ts";
import { signInAsGuest, until } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";

const FRAME_MS = 1000 / 60;
const STRAIGHTS = 6;
const STRAIGHT_MS = 3000;

let world: World;
let line: DelayingProxy;
beforeAll(async () => {
  world = await startWorld();
  line = await startDelayingProxy(world.url, { delayMs: 100, heldShare: 0.05, holdMs: 200, random: Math.random });
});
afterAll(async () => {
  await line.close();
  await world.close();
});

const join = async (name: string) => {
  const guest = await signInAsGuest(world.url, name);
  return PlaceConnection.join({
    serverUrl: line.url,
    ...guest,
    placeId: "plaza",
    role: "visitor",
    renewToken: async () => guest.token,
  });
};

test("W2 no correction over 0.1 m on straight walks and no remote jump over 0.3 m, 100 ms away with 5 % of messages held 200 ms", async () => {
  const ground = prepareGround(Place.parse(JSON.parse(readFileSync("places/plaza.json", "utf8"))));
  const [walker, onlooker] = [await join("Walker"), await join("Onlooker")];
  const start = await until("the walker to stand somewhere", () => walker.positionOf(walker.userId));
  const own = new OwnBody(start, ground, (move) => walker.sendInput(move));
  const seen = await until("the onlooker to see the walker", () => onlooker.positionOf(walker.userId));
  const remote = new RemoteMotion(seen, performance.now());

  let largestCorrection = 0;
  let acknowledged = 0;
  walker.on("moved", (moved) => {
    own.receive(moved, performance.now());
    acknowledged = moved.seq;
    largestCorrection = Math.max(largestCorrection, own.lastCorrection);
  });
  onlooker.on("avatar-moved", (sighting) => sighting.id === walker.userId && remote.receive(sighting, sighting.at));

  let largestJump = 0;
  let walked = 0;
  const drawFrame = (dtSeconds: number) => {
    const now = performance.now();
    const ownBefore = { ...own.shown };
    const remoteBefore = { ...remote.shown };
    own.advance(now, dtSeconds);
    remote.advance(now, dtSeconds);
    walked += Math.hypot(own.shown.x - ownBefore.x, own.shown.z - ownBefore.z);
    largestJump = Math.max(largestJump, Math.hypot(remote.shown.x - remoteBefore.x, remote.shown.z - remoteBefore.z));
  };

  for (let straight = 0; straight < STRAIGHTS; straight++) {
    const direction = straight % 2 === 0 ? 1 : -1;
    own.hold(0, direction, false);
    const endsAt = performance.now() + STRAIGHT_MS;
    for (let last = performance.now(); performance.now() < endsAt;) {
      await new Promise((frame) => setTimeout(frame, FRAME_MS));
      const now = performance.now();
      drawFrame((now - last) / 1000);
      last = now;
    }
  }
  own.hold(0, 0, false);
  expect(walked).toBeGreaterThan((STRAIGHTS * STRAIGHT_MS * 3) / 1000 / 2);
  expect(acknowledged).toBeGreaterThan(0);
  expect(largestCorrection).toBeLessThanOrEqual(0.1);
  expect(largestJump).toBeLessThanOrEqual(0.3);

  // In the end both screens agree on the walker's position.
  for (let frame = 0; frame < 120; frame++) {
    await new Promise((next) => setTimeout(next, FRAME_MS));
    drawFrame(FRAME_MS / 1000);
  }
  expect(Math.hypot(remote.shown.x - own.shown.x, remote.shown.z - own.shown.z)).toBeLessThan(0.05);
  console.log(
    `largest correction ${largestCorrection.toFixed(4)} m, largest remote jump ${largestJump.toFixed(3)} m, walked ${walked.toFixed(0)} m`,
  );
  await Promise.all([walker.leave(), onlooker.leave()]);
});
