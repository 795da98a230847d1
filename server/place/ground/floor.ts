import { $refId } from "@colyseus/schema";
import type { Look } from "../../../schema/messages/look.ts";
import type { Persona } from "../../../schema/messages/persona.ts";
import type { Place } from "../../../schema/messages/place.ts";
import { isWalkable, prepareGround } from "../../../schema/rules/ground.ts";
import { yawTowards, distanceBetween, type Point } from "../../../schema/rules/point.ts";
import { CIRCLE_RADIUS_M } from "../../../schema/rules/seating.ts";
import { Avatar, type PlaceState } from "../../../schema/state/place-state.ts";
import { findCircleGround } from "./find-circle-ground.ts";
import { MotionBoard } from "../bodies/motion-board.ts";
import type { Mover } from "../bodies/mover.ts";
import { Simulation } from "../bodies/simulation.ts";
import { Wander } from "../bodies/wander.ts";

/** Two circles nearer than this share a spot. */
const SAME_SPOT_M = 1;
const PERSONA_SPREAD_M = 3;
/** Somebody else may stand there meanwhile. */
const RETURN_REACH_M = 1;

/** Keeps the synced avatars, the exact bodies and their wire entries together. */
export class Floor {
  readonly place: Place;
  readonly state: PlaceState;
  readonly simulation: Simulation;
  readonly board = new MotionBoard();
  readonly wander: Wander;
  /** Personas of the place's own cast, not a person's. */
  readonly castIds = new Set<string>();

  constructor(place: Place, state: PlaceState, random: () => number) {
    this.place = place;
    this.state = state;
    this.simulation = new Simulation(prepareGround(place));
    this.wander = new Wander(this.simulation, place, random, (x, z) => this.isCircleFloor(x, z));
  }

  /** @param stood where they return to, if a body can stand there; otherwise they enter at the spawn */
  addPerson(userId: string, name: string, look: Look, stood?: Point): Mover {
    const { spawn } = this.place;
    const canStand = stood !== undefined && isWalkable(this.simulation.ground, stood.x, stood.z);
    const spot =
      (canStand ? this.simulation.freeSpot(stood, RETURN_REACH_M) : null) ??
      // Nobody enters on the floor of a circle: standing there would join it.
      this.simulation.freeSpot(spawn, spawn.radius, undefined, (x, z) => this.isCircleFloor(x, z));
    const mover = this.simulation.add(userId, "person", spot ?? spawn, spot ? 0 : spawn.radius, spawn.yaw);
    const avatar = new Avatar();
    avatar.kind = "person";
    avatar.userId = userId;
    this.show(mover, avatar, name, look);
    return mover;
  }

  addPersona(persona: Persona): void {
    const spot = this.wander.firstSpot();
    const mover = this.simulation.add(persona.id, "persona", spot, PERSONA_SPREAD_M, yawTowards(spot, { x: 0, z: 0 }));
    const avatar = new Avatar();
    avatar.kind = "persona";
    avatar.personaId = persona.id;
    this.show(mover, avatar, persona.name, persona.look);
    this.updatePersona(persona);
    if (persona.ownerId === null) this.castIds.add(persona.id);
    this.wander.add(mover);
  }

  updatePersona(persona: Persona): void {
    const avatar = this.state.avatars.get(persona.id);
    if (avatar === undefined) return;
    avatar.name = persona.name;
    avatar.look = JSON.stringify(persona.look);
    const names = new Set(persona.traits.map((trait) => trait.name));
    for (const name of Array.from(avatar.traits.keys())) if (!names.has(name)) avatar.traits.delete(name);
    for (const { name, intensity } of persona.traits)
      if (avatar.traits.get(name) !== intensity) avatar.traits.set(name, intensity);
  }

  remove(avatarId: string): void {
    const mover = this.simulation.movers.get(avatarId);
    if (mover === undefined) return;
    this.wander.remove(mover);
    this.board.remove(mover);
    this.simulation.remove(avatarId);
    this.state.avatars.delete(avatarId);
    this.castIds.delete(avatarId);
  }

  /**
   * The free circle spot nearest this avatar or point, or free ground when the listed spots are taken; null when there is none.
   * @param taken where circles are
   */
  findSpot(near: string | Point, taken: readonly Point[]): Point | null {
    const body = typeof near === "string" ? this.simulation.movers.get(near)?.body : near;
    const from = body ?? this.place.spawn;
    // More circles than people would be useless.
    if (taken.length >= this.place.limits.people) return null;
    const free = this.place.circleSpots.filter((spot) =>
      taken.every((circle) => distanceBetween(circle, spot) > SAME_SPOT_M),
    );
    free.sort((a, b) => distanceBetween(a, from) - distanceBetween(b, from));
    const nearest = free[0];
    if (nearest !== undefined) return { x: nearest.x, z: nearest.z };
    return findCircleGround(this.simulation.ground, this.place, from, taken);
  }

  private isCircleFloor(x: number, z: number): boolean {
    for (const circle of this.state.circles.values())
      if (distanceBetween(circle, { x, z }) < CIRCLE_RADIUS_M) return true;
    return false;
  }

  private show(mover: Mover, avatar: Avatar, name: string, look: Look): void {
    avatar.name = name;
    avatar.look = JSON.stringify(look);
    avatar.x = mover.body.x;
    avatar.z = mover.body.z;
    avatar.yaw = mover.body.yaw;
    this.state.avatars.set(mover.id, avatar);
    this.board.add(mover, avatar[$refId]!);
  }
}
