import { readFileSync } from "node:fs";
import { array, assert, boolean, double, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { Place } from "../../../schema/messages/place.ts";
import { BODY_RADIUS_M, CLEARANCE_TOLERANCE_M, clearanceAt, prepareGround } from "../../../schema/rules/ground.ts";
import { RUN_SPEED_M_PER_S, STEP_SECONDS, WALK_SPEED_M_PER_S } from "../../../schema/rules/movement.ts";
import { distanceBetween } from "../../../schema/rules/point.ts";
import { InputQueue } from "./input-queue.ts";
import { isDriven, isWalking } from "./mover.ts";
import { Simulation } from "./simulation.ts";
import { Wander } from "./wander.ts";

const plaza = Place.parse(JSON.parse(readFileSync(new URL("../../../places/plaza.json", import.meta.url), "utf8")));
const ground = prepareGround(plaza);
const seeded = (seed: number) => () => (seed = (seed * 1664525 + 1013904223) % 4294967296) / 4294967296;

describe("InputQueue", () => {
  const input = (seq: number) => ({ seq, moveX: 1, moveZ: 0, run: false });

  it("W3 grants no more steps than ticks have passed, plus a bank of ten, however inputs arrive", () => {
    const bursts = array(integer({ min: 0, max: 40 }), { maxLength: 100 });
    assert(
      property(bursts, (arrivals) => {
        const queue = new InputQueue();
        let seq = 0;
        let taken = 0;
        for (const [tick, count] of arrivals.entries()) {
          for (let index = 0; index < count; index++) queue.push(input(seq++));
          queue.startTick();
          let inTick = 0;
          while (queue.take() !== null) inTick += 1;
          expect(inTick).toBeLessThanOrEqual(2);
          taken += inTick;
          expect(taken).toBeLessThanOrEqual(tick + 1 + 10);
        }
      }),
    );
  });

  it("W2 a connection held up for 200 ms loses nothing", () => {
    const queue = new InputQueue();
    let seq = 0;
    let taken = 0;
    for (let tick = 0; tick < 200; tick++) {
      const held = tick % 40 >= 36;
      for (let arrives = held ? 0 : tick % 40 === 0 && tick > 0 ? 5 : 1; arrives > 0; arrives--)
        expect(queue.push(input(++seq))).toBe(true);
      queue.startTick();
      while (queue.take() !== null) taken += 1;
    }
    for (let rest = 0; rest < 5; rest++) {
      queue.startTick();
      while (queue.take() !== null) taken += 1;
    }
    expect(taken).toBe(seq);
    expect(queue.settledSeq).toBe(seq);
  });

  it("W2 a stall of the server costs a walker nothing", () => {
    const queue = new InputQueue();
    for (let seq = 1; seq <= 20; seq++) queue.push(input(seq));
    let taken = 0;
    for (let tick = 0; tick < 10; tick++) {
      queue.startTick();
      if (tick === 5) queue.save(3);
      while (queue.take() !== null) taken += 1;
    }
    expect(taken).toBe(20);
  });

  it("W3 drops old or excess inputs, and acknowledges them, so that the sender does not wait", () => {
    const queue = new InputQueue();
    for (let seq = 1; seq <= 30; seq++) queue.push(input(seq));
    expect(queue.push(input(30))).toBe(false);
    expect(queue.push(input(3))).toBe(false);
    for (let tick = 0; tick < 30; tick++) {
      queue.startTick();
      while (queue.take() !== null);
    }
    expect(queue.settledSeq).toBe(30);
  });
});

describe("Simulation", () => {
  it("W3 no sequence of inputs, walks and stops puts a body where it may not be or moves it too fast", () => {
    const command = record({
      x: double({ min: -60, max: 60, noNaN: true }),
      z: double({ min: -60, max: 60, noNaN: true }),
      run: boolean(),
      kind: integer({ min: 0, max: 3 }),
      ticks: integer({ min: 0, max: 30 }),
    });
    assert(
      property(array(command, { maxLength: 30 }), (commands) => {
        const simulation = new Simulation(ground);
        const mover = simulation.add("me", "person", plaza.spawn, plaza.spawn.radius, 0);
        simulation.connect(mover);
        let seq = 0;
        for (const { x, z, run, kind, ticks } of commands) {
          if (kind === 0) simulation.walkTo(mover, { target: { x, z }, face: { x: z, z: x }, run });
          if (kind === 1) simulation.cancelWalk(mover);
          for (let tick = 0; tick < ticks; tick++) {
            if (kind >= 2) simulation.pushInput(mover, { seq: ++seq, moveX: x / 60, moveZ: z / 60, run });
            const before = { ...mover.body };
            simulation.step();
            expect(distanceBetween(before, mover.body)).toBeLessThanOrEqual(
              2 * RUN_SPEED_M_PER_S * STEP_SECONDS + 1e-9,
            );
            expect(clearanceAt(ground, mover.body.x, mover.body.z)).toBeGreaterThanOrEqual(
              BODY_RADIUS_M - CLEARANCE_TOLERANCE_M,
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("W8 walks to a seat and turns to face, and lets its person go when they move", () => {
    const simulation = new Simulation(ground);
    const mover = simulation.add("me", "person", { x: 0, z: 6 }, 2, 0);
    simulation.connect(mover);
    simulation.walkTo(mover, { target: { x: 0, z: 1.9 }, face: { x: 0, z: 0 } });
    // Sent before the client knew of the walk, so it does not end it.
    simulation.pushInput(mover, { seq: 1, moveX: 1, moveZ: 0, run: false });
    for (let tick = 0; tick < 80; tick++) simulation.step();
    expect(mover.body.x).toBeCloseTo(0, 6);
    expect(mover.body.z).toBeCloseTo(1.9, 6);
    expect(Math.abs(mover.body.yaw)).toBeCloseTo(Math.PI, 2);
    expect(isDriven(mover)).toBe(false);
    expect(mover.inputs!.settledSeq).toBe(1);

    simulation.walkTo(mover, { target: { x: 0, z: 6 }, face: null });
    for (let tick = 0; tick < 12; tick++) simulation.step();
    expect(isDriven(mover)).toBe(true);
    simulation.pushInput(mover, { seq: 2, moveX: 1, moveZ: 0, run: false });
    simulation.step();
    expect(isDriven(mover)).toBe(false);
    expect(mover.body.x).toBeCloseTo(WALK_SPEED_M_PER_S * STEP_SECONDS, 6);
  });

  it("W8 looks for few ways in one tick, people's before wandering personas'", () => {
    const simulation = new Simulation(ground);
    const planned: string[] = [];
    for (let index = 0; index < 20; index++) {
      const mover = simulation.add(`m${index}`, "persona", plaza.spawn, 5, 0);
      simulation.walkTo(mover, {
        target: { x: index, z: -20 },
        face: null,
        yielding: index < 19,
        onPlanned: () => void planned.push(mover.id),
      });
    }
    simulation.step();
    expect(planned).toHaveLength(3);
    expect(planned[0]).toBe("m19");
  });

  it("W8 a hundred personas wander for five minutes: all walk, none crosses a solid or stands in another body", () => {
    const simulation = new Simulation(ground);
    const circle = plaza.circleSpots[3]!;
    const wander = new Wander(simulation, plaza, seeded(11), (x, z) => distanceBetween(circle, { x, z }) < 4.2);
    const movers = Array.from({ length: 100 }, (_, index) => {
      const mover = simulation.add(`persona-${index}`, "persona", wander.firstSpot(), 3, 0);
      wander.add(mover);
      return mover;
    });
    const walked = new Set<string>();
    for (let tick = 0; tick < 300 / STEP_SECONDS; tick++) {
      wander.step();
      simulation.step();
      for (const mover of movers) {
        if (isWalking(mover)) walked.add(mover.id);
        if (tick % 20 === 0)
          expect(clearanceAt(ground, mover.body.x, mover.body.z)).toBeGreaterThanOrEqual(
            BODY_RADIUS_M - CLEARANCE_TOLERANCE_M,
          );
      }
      if (tick % 100 !== 0) continue;
      const standing = movers.filter((mover) => !isWalking(mover));
      for (const [index, mover] of standing.entries()) {
        const nearest = Math.min(
          Infinity,
          ...standing.slice(index + 1).map((other) => distanceBetween(mover.body, other.body)),
        );
        expect(nearest).toBeGreaterThan(2 * BODY_RADIUS_M - 1e-6);
        expect(distanceBetween(mover.body, circle)).toBeGreaterThan(4.1);
      }
    }
    expect(walked.size).toBe(100);
  });
});
