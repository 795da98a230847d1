import { expect, test } from "vitest";
import { OwnBody } from "../client/net/own-body.ts";
import { RemoteMotion } from "../client/net/remote-motion.ts";
import type { Place } from "../schema/messages/place.ts";
import type { MoveInput, ServerMessages } from "../schema/messages/room-messages.ts";
import { STEP_SECONDS, type Body, type Move } from "../schema/rules/movement.ts";
import { PlaceState } from "../schema/state/place-state.ts";
import type { Attendance } from "../server/place/presence/attendance.ts";
import type { Audience } from "../server/place/presence/audience.ts";
import { Floor } from "../server/place/ground/floor.ts";
import { PlaceBeat } from "../server/place/place-beat.ts";

const STEP_MS = STEP_SECONDS * 1000;
const FRAME_MS = 1000 / 60;
const field: Place = {
  id: "field",
  kind: "plaza",
  title: { en: "The Field" },
  description: { en: "For tests." },
  cast: null,
  spawn: { x: 0, z: 0, radius: 1, yaw: 0 },
  limits: { people: 9, personas: 0, spectators: 0 },
  bounds: { shape: "disc", radius: 100 },
  terraces: [],
  props: [],
  furniture: [],
  boards: [],
  floor: "stone",
  pointsOfInterest: [],
  circleSpots: [],
  portals: [],
  solids: [{ shape: "box", x: 0, z: -20, halfX: 6, halfZ: 1, yaw: 0, height: 2 }],
};

/** A place as the server runs it, with one walker; `onMoved` receives its reports to them. */
const startPlace = (onMoved: (moved: ServerMessages["moved"]) => void) => {
  const floor = new Floor(field, new PlaceState(), () => 0.5);
  const mover = floor.addPerson("me", "Me", { palette: ["#111111", "#222222", "#333333"], silhouette: "tall" });
  floor.simulation.connect(mover);
  const client = { send: (_: string, moved: ServerMessages["moved"]) => onMoved(moved) };
  const beat = new PlaceBeat({
    floor,
    attendance: {
      people: new Map([["me", { client, mover, actor: { userId: "me" } }]]),
      spectatorCount: 0,
    } as unknown as Attendance,
    audience: { refresh: () => undefined } as unknown as Audience,
    host: {} as never,
    now: Date.now,
  });
  return { floor, mover, beat };
};
const { ground } = startPlace(() => undefined).floor.simulation;

/** An ordered connection: 100 ms, and 5 % of messages delayed by 200 ms, with all following ones waiting behind them. */
class SlowLine<Message> {
  #queue: { message: Message; at: number }[] = [];
  #free = 0;
  #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  send(message: Message, now: number): void {
    const held = this.#random() < 0.05 ? 200 : 0;
    this.#free = Math.max(this.#free, now + 100 + held);
    this.#queue.push({ message, at: this.#free });
  }

  *receive(now: number): Generator<Message> {
    while (this.#queue.length > 0 && this.#queue[0]!.at <= now) yield this.#queue.shift()!.message;
  }
}

/** A small seeded generator (mulberry32), so that a failure can be reproduced. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Frame = { ms: number; own: OwnBody; remote: RemoteMotion; server: Body };

/** Walks one body through a server behind slow connections; `eachFrame` gets the walker's and an onlooker's screen. */
function simulate(
  seed: number,
  seconds: number,
  steer: (own: OwnBody, ms: number) => void,
  eachFrame: (frame: Frame) => void,
): void {
  // Each connection has its own random numbers, so that the traffic of one does not change the delays of another.
  const start = { x: 0, z: 0, yaw: 0 };
  const up = new SlowLine<MoveInput>(seeded(seed));
  const down = new SlowLine<ServerMessages["moved"]>(seeded(seed + 100));
  const onlooker = new SlowLine<Body>(seeded(seed + 200));
  let now = 0;
  let seq = 0;
  const own = new OwnBody(start, ground, (move) => {
    up.send({ seq: ++seq, ...move }, now);
    return seq;
  });
  const remote = new RemoteMotion(start, 0);
  const { floor, mover, beat } = startPlace((moved) => down.send(moved, nextTick));
  const { simulation } = floor;
  let nextTick = 0;
  for (; now < seconds * 1000; now += FRAME_MS) {
    for (; nextTick <= now; nextTick += STEP_MS) {
      for (const input of up.receive(nextTick)) simulation.pushInput(mover, input);
      beat.advance(STEP_MS);
      beat.reportMoves();
      floor.board.finishPatch();
      if (mover.movedTick !== simulation.tick) continue;
      const { x, z, yaw } = mover.body;
      onlooker.send({ x: Math.round(x * 256) / 256, z: Math.round(z * 256) / 256, yaw }, nextTick);
    }
    for (const moved of down.receive(now)) own.receive(moved, now);
    for (const seen of onlooker.receive(now)) remote.receive(seen, now);
    steer(own, now);
    own.advance(now, FRAME_MS / 1000);
    remote.advance(now, FRAME_MS / 1000);
    eachFrame({ ms: now, own, remote, server: mover.body });
  }
}

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

test("W2 straight walks are never corrected by 0.1 m over a line of 100 ms that holds 5 % of messages 200 ms", () => {
  for (const seed of SEEDS) {
    for (const run of [false, true]) {
      let before = 0;
      simulate(
        seed,
        12,
        (own) => own.hold(0, 1, run),
        ({ own, ms }) => {
          expect(own.lastCorrection).toBeLessThan(0.1);
          expect(own.shown.z - before).toBeLessThan(0.2);
          if (ms > 100) expect(own.shown.z).toBeGreaterThan(before);
          before = own.shown.z;
        },
      );
    }
  }
});

test("W2 the body answers in the frame after a key goes down, and stands within one step after it goes up", () => {
  let released = 0;
  simulate(
    3,
    3,
    (own, ms) => own.hold(ms > 500 && ms <= 2000 ? 1 : 0, 0, false),
    ({ own, ms }) => {
      if (ms <= 500) expect(own.shown.x).toBe(0);
      if (ms > 500 && ms < 540) expect(own.shown.x).toBeGreaterThan(0.02);
      if (ms > 2000 && released === 0 && ms > 2000 + STEP_MS + FRAME_MS) released = own.shown.x;
      if (released > 0) expect(own.shown.x).toBeCloseTo(released, 6);
    },
  );
});

test("W2 others never jump by 0.3 m in a frame, walking, running, turning and stopping", () => {
  for (const seed of SEEDS) {
    const random = seeded(seed * 77);
    let direction = 0;
    let before = { x: 0, z: 0 };
    simulate(
      seed,
      20,
      (own, ms) => {
        if (random() < 0.02) direction = random() * 7;
        const standing = Math.floor(ms / 3000) % 3 === 2;
        own.hold(standing ? 0 : Math.sin(direction), standing ? 0 : Math.cos(direction), seed % 2 === 0);
      },
      ({ remote }) => {
        expect(Math.hypot(remote.shown.x - before.x, remote.shown.z - before.z)).toBeLessThan(0.3);
        before = { ...remote.shown };
      },
    );
  }
});

test("W2 once the delay has adapted, a steady walker is drawn walking on, with hardly a stop or a dash", () => {
  for (const seed of SEEDS) {
    let before = 0;
    let frames = 0;
    let unsteady = 0;
    simulate(
      seed,
      30,
      (own) => own.hold(0, 1, false),
      ({ remote, ms }) => {
        const step = remote.shown.z - before;
        before = remote.shown.z;
        if (ms < 10_000) return;
        frames++;
        if (step < 0.015 || step > 0.13) unsteady++;
      },
    );
    expect(unsteady / frames).toBeLessThan(0.12);
  }
});

test("W2 far bodies that are sent once a second walk instead of hopping, and end where the server has them", () => {
  const motion = new RemoteMotion({ x: 0, z: 0, yaw: 0 }, 0);
  let largest = 0;
  for (let now = 0; now < 30_000; now += FRAME_MS) {
    const before = motion.shown.x;
    if (now < 20_000 && now % 1000 < FRAME_MS) motion.receive({ x: (now / 1000) * 3, z: 0, yaw: 1 }, now);
    motion.advance(now, FRAME_MS / 1000);
    largest = Math.max(largest, motion.shown.x - before);
  }
  expect(largest).toBeLessThan(0.3);
  expect(motion.shown.x).toBeCloseTo(57, 0);
});

test("W2 a body that was put far away is shown there at once", () => {
  const motion = new RemoteMotion({ x: 0, z: 0, yaw: 0 }, 0);
  motion.receive({ x: 40, z: 0, yaw: 0 }, 5000);
  for (let now = 5000; now < 6000; now += FRAME_MS) motion.advance(now, FRAME_MS / 1000);
  expect(motion.shown.x).toBe(40);
});

test("W2 a walk to a spot avoids obstacles and ends there, on the server too", () => {
  let end: Frame | null = null;
  let asked = false;
  simulate(
    6,
    24,
    (own) => {
      asked ||= own.walkTo(0, -30);
    },
    (frame) => (end = frame),
  );
  const { own, server } = end as unknown as Frame;
  expect(own.shown.x).toBeCloseTo(0, 2);
  expect(own.shown.z).toBeCloseTo(-30, 2);
  expect(server.z).toBeCloseTo(own.shown.z, 6);
  expect(own.walkGoal).toBeNull();
});

test("W2 while the server walks the body it is drawn smoothly, and a key takes it back", () => {
  const sent: Move[] = [];
  const own = new OwnBody({ x: 0, z: 0, yaw: 0 }, ground, (move) => sent.push(move));
  let now = 0;
  let before = 0;
  const frame = () => {
    now += FRAME_MS;
    own.advance(now, FRAME_MS / 1000);
    expect(own.shown.x - before).toBeLessThan(0.3);
    before = own.shown.x;
  };
  for (let tick = 1; tick <= 40; tick++) {
    own.receive({ seq: 0, x: tick * 0.15, z: 0, yaw: 1.5, driven: true }, now);
    for (let index = 0; index < 3; index++) frame();
  }
  expect(own.shown.x).toBeGreaterThan(5);
  expect(sent).toHaveLength(0);
  const taken = own.shown.x;
  own.hold(1, 0, false);
  for (let index = 0; index < 30; index++) frame();
  expect(sent.length).toBeGreaterThan(5);
  expect(own.shown.x).toBeGreaterThan(taken + 1);
});
