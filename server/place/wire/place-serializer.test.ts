import { ClientState, type Client } from "@colyseus/core";
import { Decoder } from "@colyseus/schema";
import { describe, expect, it } from "vitest";
import { Avatar, Circle, PlaceState } from "../../../schema/state/place-state.ts";
import { Floor } from "../ground/floor.ts";
import { BEHIND_LIMIT_PATCHES, MOTION_LIMIT_BYTES, QUEUE_LIMIT_BYTES } from "./classify-backpressure.ts";
import { LEAVE_RADIUS_M } from "./near-set.ts";
import { PlaceSerializer } from "./place-serializer.adapter.ts";
import { personaOf } from "../../../test/place/place-fixtures.ts";
import { yard } from "../../../test/place/test-place.adapter.ts";
import { pingCounting, readPong } from "../../colyseus/unread-bytes.adapter.ts";
import { personViewer, type Viewer } from "./viewer.ts";

const seeded = (seed: number) => () => (seed = (seed * 1664525 + 1013904223) % 4294967296) / 4294967296;

/** The payload of a WebSocket frame, by the length in its header. */
const payloadOf = (frame: Uint8Array): Uint8Array => {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  expect(frame[0]).toBe(0x82);
  const short = frame[1]!;
  const [start, length] =
    short < 126 ? [2, short] : short === 126 ? [4, view.getUint16(2)] : [10, Number(view.getBigUint64(2))];
  expect(frame.length).toBe(start + length);
  return frame.subarray(start);
};

/** A client that decodes what it receives and counts the bytes. */
class Onlooker {
  state: ClientState = ClientState.JOINED;
  readonly seen = new PlaceState();
  readonly userData: Viewer;
  bytes = 0;
  frames = 0;
  lastFrame: Uint8Array = new Uint8Array(0);
  private readonly decoder = new Decoder(this.seen);

  constructor(viewer: Viewer, serializer: PlaceSerializer) {
    this.userData = viewer;
    this.decoder.decode(serializer.getFullState(this.asClient()).subarray(1));
  }
  /** False: what is sent to it waits somewhere else, unread. */
  isReading = true;
  /** `bufferedAmount`: unread bytes in this process. */
  readonly ref = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    _socket: { bytesWritten: 0, write: (frame: Uint8Array) => this.read(frame) },
    ping: (payload: Buffer) => void (this.isReading && readPong(this.ref, payload)),
  };
  private read(frame: Uint8Array): void {
    this.bytes += frame.length;
    this.ref._socket.bytesWritten += frame.length;
    this.frames += 1;
    this.lastFrame = frame;
    this.decoder.decode(payloadOf(frame).subarray(1));
  }
  asClient(): Client {
    return this as unknown as Client;
  }
}

const start = (random = seeded(1)) => {
  const state = new PlaceState();
  const floor = new Floor({ ...yard, limits: { people: 400, personas: 2000, spectators: 10 } }, state, random);
  const stuck: unknown[] = [];
  const serializer = new PlaceSerializer(
    { simulation: floor.simulation, board: floor.board, centreOf: (id) => state.circles.get(id) ?? null },
    { onStuck: (client) => void stuck.push(client) },
  );
  serializer.reset(state);
  const onlookers: Onlooker[] = [];
  const patch = (): void => {
    floor.wander.step();
    floor.simulation.step();
    serializer.applyPatches(onlookers.map((onlooker) => onlooker.asClient()));
  };
  const join = (viewer: Viewer): Onlooker => {
    const onlooker = new Onlooker(viewer, serializer);
    onlookers.push(onlooker);
    return onlooker;
  };
  const spectator = (phase: number, circleId = ""): Viewer => ({
    kind: "spectator",
    phase,
    circleId,
    sincePatch: 0,
    behindSince: null,
  });
  return { state, floor, serializer, onlookers, stuck, patch, join, spectator };
};

/** Everybody walks away from the middle and back, forever. */
const keepWalking = (floor: Floor, tick: number): void => {
  for (const mover of floor.simulation.movers.values()) {
    mover.body.x += Math.sin(tick / 20) * 0.1;
    mover.movedTick = floor.simulation.tick + 1;
  }
};

const positionsOf = (state: PlaceState) =>
  Object.fromEntries([...state.avatars].map(([id, { x, z, yaw, name }]) => [id, [x, z, yaw, name]]));

describe("PlaceSerializer", () => {
  it("W4 shows everyone the same place in the end, whenever they came and whatever happened", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seeded(seed * 7919);
      const { state, floor, onlookers, patch, join, spectator } = start(random);
      let count = 0;
      for (let round = 0; round < 200; round++) {
        const chance = random();
        if (chance < 0.15) floor.addPersona(personaOf(`persona-${count++}`));
        else if (chance < 0.2) floor.remove([...state.avatars.keys()][Math.floor(random() * state.avatars.size)] ?? "");
        else if (chance < 0.25) state.spectatorCount = round;
        else if (chance < 0.3) for (const avatar of state.avatars.values()) avatar.name = `renamed in ${round}`;
        else if (chance < 0.33)
          state.circles.set("circle", Object.assign(new Circle(), { topic: `${round}`, x: 1, z: 1 }));
        else if (chance < 0.35) state.circles.delete("circle");
        else if (chance < 0.4) join(spectator(round % 4, round % 2 ? "" : "circle"));
        else if (chance < 0.43)
          join(personViewer(floor.addPerson(`person-${count++}`, "someone", personaOf("x").look)));
        patch();
      }
      // Everybody stands still; the slow streams catch up.
      for (const mover of floor.simulation.movers.values()) mover.held = true;
      for (let quiet = 0; quiet < 40; quiet++) {
        for (const mover of floor.simulation.movers.values()) floor.simulation.cancelWalk(mover);
        patch();
      }
      const expected = start();
      for (const [id, mover] of floor.simulation.movers) {
        const copy = Object.assign(new Avatar(), { ...mover.body, name: state.avatars.get(id)!.name });
        expected.state.avatars.set(id, copy);
      }
      for (const onlooker of onlookers) {
        expect(positionsOf(onlooker.seen)).toEqual(positionsOf(expected.state));
        expect(onlooker.seen.spectatorCount).toBe(state.spectatorCount);
        expect([...onlooker.seen.circles].map(([id, { topic }]) => [id, topic])).toEqual(
          [...state.circles].map(([id, { topic }]) => [id, topic]),
        );
      }
    }
  });

  it("W4 people get nearby motion in every patch and distant motion at 5 Hz or less", () => {
    const { floor, patch, join } = start();
    const me = floor.addPerson("me", "me", personaOf("x").look);
    for (const [id, x] of [
      ["near", 5],
      ["far", 35],
    ] as const) {
      floor.addPersona(personaOf(id));
      Object.assign(floor.simulation.movers.get(id)!, { held: true });
      Object.assign(floor.simulation.movers.get(id)!.body, { x: me.body.x + x, z: me.body.z });
    }
    const onlooker = join(personViewer(me));
    const changes: Record<string, number> = { near: 0, far: 0 };
    let before = positionsOf(onlooker.seen);
    for (let tick = 0; tick < 100; tick++) {
      keepWalking(floor, tick + 0.5);
      me.body.x -= Math.sin((tick + 0.5) / 20) * 0.1;
      patch();
      const now = positionsOf(onlooker.seen);
      for (const id of ["near", "far"]) if (now[id]![0] !== before[id]![0]) changes[id]! += 1;
      before = now;
    }
    expect(changes["near"]).toBeGreaterThan(95);
    expect(changes["far"]).toBeLessThanOrEqual(26);
    expect(changes["far"]).toBeGreaterThanOrEqual(24);
  });

  it("W4 in a full place everyone stays below 12 kB/s, and nobody is forgotten", () => {
    const { floor, patch, join, spectator } = start();
    for (let index = 0; index < 1000; index++) floor.addPersona(personaOf(`persona-${index}`));
    for (const mover of floor.simulation.movers.values()) mover.held = true;
    const person = join(personViewer(floor.addPerson("me", "me", personaOf("x").look)));
    const watcher = join(spectator(2));
    for (let warm = 0; warm < 8; warm++) patch();
    const bytes = [person.bytes, watcher.bytes];
    const frames = watcher.frames;
    const before = positionsOf(person.seen);
    const seconds = 6;
    for (let tick = 0; tick < seconds * 20; tick++) {
      keepWalking(floor, tick + 1);
      patch();
    }
    expect((person.bytes - bytes[0]!) / seconds).toBeLessThan(12_000);
    expect((watcher.bytes - bytes[1]!) / seconds).toBeLessThan(12_000);
    expect(watcher.frames - frames).toBe(seconds * 5);
    const after = positionsOf(person.seen);
    const moved = Object.keys(after).filter((id) => after[id]![0] !== before[id]![0]).length;
    expect(moved).toBe(1001);
  });

  it("W4 beside 150 walkers and ten talking circles a person is sent 12 kB/s at most, words and all, and sees who is near", () => {
    const { state, floor, patch, join } = start();
    for (let index = 0; index < 149; index++) floor.addPerson(`person-${index}`, "someone", personaOf("x").look);
    const person = join(personViewer(floor.addPerson("me", "me", personaOf("x").look)));
    const circles = Array.from({ length: 10 }, (_, index) => {
      const circle = Object.assign(new Circle(), { topic: `${index}`, x: 1, z: 1 });
      state.circles.set(`circle-${index}`, circle);
      return circle;
    });
    for (let warm = 0; warm < 20; warm++) patch();
    const { _socket } = person.ref;
    const before = _socket.bytesWritten;
    const seconds = 10;
    let moves = 0;
    for (let tick = 0; tick < seconds * 20; tick++) {
      keepWalking(floor, tick + 1);
      // Speaker and cost of one circle after the other, text deltas, and each person's own position.
      const circle = circles[tick % 10]!;
      const status = tick % 2 ? "talking" : "waiting";
      Object.assign(circle, { speakerId: `person-${tick % 149}`, costNano: tick, status });
      state.avatars.get(`person-${tick % 149}`)!.activity = tick % 2 ? "speaking" : "listening";
      _socket.bytesWritten += 130 + (tick % 40 === 0 ? 2000 : 0);
      const xs = [...person.seen.avatars.values()].map(({ x }) => x);
      patch();
      moves += [...person.seen.avatars.values()].filter(({ x }, index) => x !== xs[index]).length;
    }
    const bytesPerSecond = (_socket.bytesWritten - before) / seconds;
    expect(bytesPerSecond).toBeLessThan(12_000);
    expect(bytesPerSecond, "what there is is used").toBeGreaterThan(10_500);
    expect(moves / (seconds * 20), "bodies seen to move in a patch").toBeGreaterThan(15);
  });

  it("W4 spectators of one view share one frame, 5 a second, those of a circle see it first", () => {
    const { state, floor, patch, join, spectator } = start();
    for (let index = 0; index < 600; index++) floor.addPersona(personaOf(`persona-${index}`));
    for (const mover of floor.simulation.movers.values()) mover.held = true;
    state.circles.set("circle", Object.assign(new Circle(), { x: 30, z: 30 }));
    Object.assign(floor.simulation.movers.get("persona-7")!.body, { x: 30, z: 31 });
    const [one, two, follower] = [join(spectator(1)), join(spectator(1)), join(spectator(1, "circle"))];
    for (let warm = 0; warm < 8; warm++) patch();
    let changes = 0;
    let x = follower.seen.avatars.get("persona-7")!.x;
    const frames = one.frames;
    for (let tick = 0; tick < 40; tick++) {
      keepWalking(floor, tick + 1);
      patch();
      expect(two.lastFrame).toBe(one.lastFrame);
      if (follower.seen.avatars.get("persona-7")!.x !== x) changes += 1;
      x = follower.seen.avatars.get("persona-7")!.x;
    }
    expect(one.frames - frames).toBe(10);
    expect(changes).toBe(10);
  });

  it("W4 encodes a burst of joins once", () => {
    const { floor, serializer, spectator, patch } = start();
    floor.addPersona(personaOf("persona-1"));
    patch();
    const first = serializer.getFullState(new Onlooker(spectator(0), serializer).asClient());
    expect(serializer.getFullState(new Onlooker(spectator(1), serializer).asClient())).toBe(first);
    const me = new Onlooker(personViewer(floor.addPerson("me", "me", personaOf("x").look)), serializer);
    expect(me.seen.avatars.has("me")).toBe(true);
  });

  it("W4 who is near leaves at 1.25 times the distance it came in at, and the nearest are kept", () => {
    const { floor } = start();
    const me = floor.addPerson("me", "me", personaOf("x").look);
    floor.addPersona(personaOf("other"));
    const other = floor.simulation.movers.get("other")!;
    const viewer = personViewer(me) as Extract<Viewer, { kind: "person" }>;
    const isNearAt = (distance: number): boolean => {
      Object.assign(other.body, { x: me.body.x + distance, z: me.body.z });
      floor.board.finishPatch();
      viewer.near.refresh(me.body, floor.board);
      return viewer.near.has(floor.board.sightings[1]!);
    };
    expect([15, 13, 15, 17, 18, 15].map(isNearAt)).toEqual([false, true, true, true, false, false]);
    expect(LEAVE_RADIUS_M).toBeGreaterThanOrEqual(14 * 1.25);
  });

  it("W4 a connection that does not read gets no motion, is closed after 20 s, and sees everything once it has caught up", () => {
    for (const kind of ["person", "spectator"] as const) {
      const { state, floor, onlookers, stuck, patch, join, spectator } = start();
      floor.addPersona(personaOf("other"));
      const other = floor.simulation.movers.get("other")!;
      other.held = true;
      const me = floor.addPerson("me", "me", personaOf("x").look);
      const onlooker = join(kind === "person" ? personViewer(me) : spectator(1));
      for (let warm = 0; warm < 8; warm++) patch();

      onlooker.ref.bufferedAmount = MOTION_LIMIT_BYTES + 1;
      const before = [onlooker.bytes, onlooker.seen.avatars.get("other")!.x];
      for (let tick = 0; tick < BEHIND_LIMIT_PATCHES; tick++) {
        keepWalking(floor, tick + 1);
        patch();
      }
      expect([onlooker.bytes, onlooker.seen.avatars.get("other")!.x]).toEqual(before);
      state.spectatorCount = 7;
      for (let tick = 0; tick < 4; tick++) patch();
      expect(onlooker.seen.spectatorCount, "what is no motion is not left out").toBe(7);
      expect(stuck).toContain(onlookers[0]);

      onlooker.ref.bufferedAmount = MOTION_LIMIT_BYTES / 2;
      stuck.length = 0;
      for (let tick = 0; tick < 4; tick++) patch();
      expect(onlooker.seen.avatars.get("other")!.x).toBeCloseTo(other.body.x, 2);
      expect(stuck).toEqual([]);
    }
  });

  it("W4 O4 what waits unread beyond this process counts as well, whatever else a client answers", () => {
    const { floor, onlookers, stuck, patch, join } = start();
    floor.addPersona(personaOf("other"));
    floor.simulation.movers.get("other")!.held = true;
    const onlooker = join(personViewer(floor.addPerson("me", "me", personaOf("x").look)));
    const { ref } = onlooker;
    let tick = 0;
    const walk = (patches: number) => {
      const before = onlooker.frames;
      for (const end = tick + patches; tick < end; tick++) {
        keepWalking(floor, tick + 1);
        patch();
        readPong(ref, Buffer.alloc(8, 0x7f)); // says that it has read more than was sent
        readPong(ref, Buffer.alloc(0));
      }
      return onlooker.frames - before;
    };
    expect(walk(20)).toBe(20);
    onlooker.isReading = false;
    ref._socket.bytesWritten += MOTION_LIMIT_BYTES + 1;
    expect(walk(BEHIND_LIMIT_PATCHES + 1)).toBe(0);
    expect(stuck).toEqual([]);
    walk(1);
    expect(stuck).toEqual([onlookers[0]]);

    onlooker.isReading = true;
    pingCounting(ref);
    expect(walk(20)).toBe(20);
    // A long text is not taken for a slow connection: it is asked at once whether it has read it.
    ref._socket.bytesWritten += MOTION_LIMIT_BYTES + 1;
    expect(walk(20)).toBe(20);
  });

  it("W4 a connection with more unread bytes than the longest transcript, or that never starts to read, is closed", () => {
    const { onlookers, stuck, patch, join, spectator } = start();
    join(spectator(0));
    onlookers[0]!.ref.bufferedAmount = QUEUE_LIMIT_BYTES + 1;
    patch();
    expect(stuck).toEqual([onlookers[0]]);
    onlookers.length = 0;
    join(spectator(0)).state = ClientState.JOINING;
    stuck.length = 0;
    for (let tick = 0; tick <= BEHIND_LIMIT_PATCHES; tick++) patch();
    expect(stuck).toEqual([]);
    patch();
    expect(stuck).toEqual([onlookers[0]]);
  });
});
