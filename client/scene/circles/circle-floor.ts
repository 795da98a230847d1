import {
  CircleGeometry,
  CylinderGeometry,
  Group,
  Matrix4,
  PlaneGeometry,
  RingGeometry,
  SphereGeometry,
  TorusGeometry,
  Vector3,
} from "three";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { freeSeat, SEAT_COUNT, seatPosition } from "../../../schema/rules/seating.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import type { Attention } from "../figures/attention.ts";
import { InstancedPart } from "../figures/instanced-part.ts";
import { mergeParts } from "../merge-parts.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldCircle } from "../world-types.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { createGlowMaterial } from "./glow-material.ts";
import { rugTints } from "./rug-tints.ts";

const MAX_CIRCLES = 80;
const SMALL_RUG_M = 2.55;
const LARGE_RUG_M = 3.95;
/** From this many members on, the outer ring of seats is in use. */
const INNER_SEATS = 8;

/** Flat bands of cloth; tints 1–3. */
const buildRug = () =>
  mergeParts([
    ...(
      [
        [0, 0.2, 3],
        [0.2, 0.26, 2],
        [0.26, 0.6, 1],
        [0.6, 0.64, 3],
        [0.64, 0.84, 1],
        [0.84, 0.9, 2],
        [0.9, 1, 3],
      ] as const
    ).map(([inner, outer, zone]) => ({
      shape: (inner === 0 ? new CircleGeometry(outer, 40) : new RingGeometry(inner, outer, 56)).rotateX(-Math.PI / 2),
      colour: "#ffffff",
      zone,
    })),
    ...Array.from({ length: SEAT_COUNT }, (_, index) => {
      const angle = (index / SEAT_COUNT) * Math.PI * 2;
      return {
        shape: new CircleGeometry(0.052, 4).rotateX(-Math.PI / 2),
        colour: "#ffffff",
        zone: index % 2 ? 2 : 3,
        at: [Math.sin(angle) * 0.74, 0.002, Math.cos(angle) * 0.74] as const,
        turn: [0, angle, 0] as const,
        scale: [1, 1, 1.5] as const,
      };
    }),
    {
      shape: new CylinderGeometry(1, 1.004, 0.02, 56, 1, true),
      colour: "#ffffff",
      zone: 3,
      at: [0, -0.01, 0],
      shade: () => 0.6,
    },
  ]);

const buildCushion = () =>
  mergeParts([
    {
      shape: new SphereGeometry(0.36, 18, 10),
      colour: "#ffffff",
      zone: 1,
      at: [0, 0.07, 0],
      scale: [1, 0.28, 1],
      shade: (_, y) => 0.65 + 2.2 * Math.max(0, y),
    },
    {
      shape: new TorusGeometry(0.345, 0.022, 6, 24).rotateX(Math.PI / 2),
      colour: "#ffffff",
      zone: 3,
      at: [0, 0.065, 0],
    },
    { shape: new SphereGeometry(0.045, 8, 6), colour: "#ffffff", zone: 2, at: [0, 0.168, 0], scale: [1, 0.5, 1] },
  ]);

const place = new Matrix4();
const lift = new Vector3();
const glowValues = new Float32Array(6);
const clothValues = new Float32Array(11);
const CLOTH_LAYOUT = { tintA: 3, tintB: 3, tintC: 3, glow: 1, fade: 1 };

/** Brightness of a circle's ring, by status. */
const STRENGTHS: Record<string, number> = { talking: 1, waiting: 0.55, paused: 0.4, asleep: 0.16, ended: 0 };

type Drawn = {
  circle: WorldCircle;
  y: number;
  /** The rug's current radius, and its target. */
  size: number;
  reach: number;
  strength: number;
  tints: Float32Array;
};

/** Rugs, cushions and light rings of all circles: three draw calls. */
export class CircleFloor {
  readonly group = new Group();
  #ground: Ground;
  #light: LanternLight;
  #drawn = new Map<string, Drawn>();
  #rugs: InstancedPart;
  #cushions: InstancedPart;
  #glows: InstancedPart;

  constructor(ground: Ground, light: LanternLight, uniforms: WorldUniforms) {
    this.#ground = ground;
    this.#light = light;
    const cloth = createSceneMaterial(uniforms, { tinted: true });
    this.#rugs = new InstancedPart(buildRug(), cloth, CLOTH_LAYOUT, MAX_CIRCLES);
    this.#cushions = new InstancedPart(buildCushion(), cloth, CLOTH_LAYOUT, MAX_CIRCLES * 17);
    this.#glows = new InstancedPart(
      new PlaneGeometry(2, 2).rotateX(-Math.PI / 2),
      createGlowMaterial(uniforms),
      { state: 4, arcs: 2 },
      MAX_CIRCLES,
    );
    this.#cushions.mesh.castShadow = true;
    this.#glows.mesh.renderOrder = 2;
    for (const part of [this.#rugs, this.#cushions, this.#glows]) {
      part.mesh.receiveShadow = part !== this.#glows;
      this.group.add(part.mesh);
    }
  }

  put(circle: WorldCircle): void {
    const drawn = this.#drawn.get(circle.id);
    if (drawn) drawn.circle = circle;
    else
      this.#drawn.set(circle.id, {
        circle,
        y: heightAt(this.#ground, circle.x, circle.z),
        size: 0.2,
        reach: SMALL_RUG_M,
        strength: 0,
        tints: rugTints(circle.id),
      });
  }

  remove(id: string): void {
    this.#drawn.delete(id);
  }

  /** The circle at a spot on the floor. */
  at(x: number, z: number): string | null {
    for (const { circle, size } of this.#drawn.values()) {
      if (Math.hypot(x - circle.x, z - circle.z) < size) return circle.id;
    }
    return null;
  }

  /** Centre and final radius, in metres. */
  extentOf({ id, x, z }: WorldCircle): { x: number; y: number; z: number; radius: number } {
    return { x, y: heightAt(this.#ground, x, z), z, radius: this.#drawn.get(id)?.reach ?? SMALL_RUG_M };
  }

  draw(dt: number, attention: Attention): void {
    for (const part of [this.#rugs, this.#cushions, this.#glows]) part.begin();
    for (const drawn of this.#drawn.values()) {
      const { circle, y } = drawn;
      const seats = attention.seatsOf(circle);
      const next = circle.status === "ended" ? null : freeSeat(seats);
      const isLarge = seats.some((seat) => seat >= INNER_SEATS) || next === INNER_SEATS;
      const ease = 1 - Math.exp(-dt / 0.25);
      drawn.reach = isLarge ? LARGE_RUG_M : SMALL_RUG_M;
      drawn.size += (drawn.reach - drawn.size) * ease;
      drawn.strength += ((STRENGTHS[circle.status] ?? 0.5) - drawn.strength) * ease;
      lift.set(circle.x, y + 0.022, circle.z);
      this.#addCloth(this.#rugs, drawn, drawn.size, 1);
      for (const seat of seats) this.#addCushion(drawn, seat, 1);
      if (next !== null) this.#addCushion(drawn, next, 0.74);
      const speaker = attention.bearingOf(circle, circle.speakerId);
      const following = attention.bearingOf(circle, circle.nextSpeakerId);
      glowValues.set([drawn.strength, drawn.size / (drawn.size + 1.3), speaker ?? 0, speaker === null ? 0 : 1]);
      glowValues.set([following ?? 0, following === null ? 0 : 1], 4);
      const glow = drawn.size + 1.3;
      place.makeScale(glow, 1, glow).setPosition(circle.x, y + 0.05, circle.z);
      this.#glows.add(place, glowValues);
    }
    for (const part of [this.#rugs, this.#cushions, this.#glows]) part.end();
  }

  #addCushion(drawn: Drawn, seat: number, size: number): void {
    const { x, z } = seatPosition(drawn.circle, seat);
    lift.set(x, drawn.y + 0.03, z);
    this.#addCloth(this.#cushions, drawn, size, size);
  }

  /** At the position in `lift`. */
  #addCloth(part: InstancedPart, { tints }: Drawn, wide: number, tall: number): void {
    clothValues.set(tints);
    clothValues[9] = this.#light.at(lift.x, lift.y, lift.z);
    place.makeScale(wide, tall, wide).setPosition(lift);
    part.add(place, clothValues);
  }
}
