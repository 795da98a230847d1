import { Raycaster, Vector2, Vector3, type PerspectiveCamera } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { CircleFloor } from "../circles/circle-floor.ts";
import type { FigureCrowd } from "../figures/figure-crowd.ts";
import type { WorldPick } from "../world-types.ts";

const PORTAL_REACH_M = 1.4;
/** The ground has steps: a few iterations find the one a ray hits. */
const GROUND_ROUNDS = 4;

const spot = new Vector3();
const pixel = new Vector2();

/** Finds what is under a pixel. */
export class Picker {
  #raycaster = new Raycaster();
  #place: Place;
  #ground: Ground;
  #crowd: FigureCrowd;
  #floor: CircleFloor;

  constructor(place: Place, ground: Ground, crowd: FigureCrowd, floor: CircleFloor) {
    this.#place = place;
    this.#ground = ground;
    this.#crowd = crowd;
    this.#floor = floor;
  }

  /** `x` and `y` as shares of the picture, from its top left. Null for sky and sea. The own body and circle are ignored. */
  pick(camera: PerspectiveCamera, x: number, y: number, ownId: string): WorldPick | null {
    this.#raycaster.setFromCamera(pixel.set(x * 2 - 1, 1 - y * 2), camera);
    const { ray } = this.#raycaster;
    const figure = this.#crowd.pick(ray, ownId);
    for (const portal of this.#place.portals) {
      spot.set(portal.x, heightAt(this.#ground, portal.x, portal.z) + PORTAL_REACH_M, portal.z);
      if (
        ray.distanceSqToPoint(spot) < PORTAL_REACH_M ** 2 &&
        (!figure || spot.distanceTo(ray.origin) < figure.distance)
      )
        return { kind: "portal", id: portal.id };
    }
    if (figure) return { kind: "avatar", id: figure.id };
    const floor = this.#floorUnder(ray.origin, ray.direction);
    if (!floor) return null;
    const circleId = this.#floor.at(floor.x, floor.z);
    if (circleId && circleId !== this.#crowd.figures.get(ownId)?.avatar.circleId)
      return { kind: "circle", id: circleId };
    return { kind: "ground", x: floor.x, z: floor.z };
  }

  #floorUnder(origin: Vector3, direction: Vector3): { x: number; z: number } | null {
    if (direction.y >= -0.005) return null;
    let y = 0;
    for (let round = 0; round < GROUND_ROUNDS; round++) {
      spot.copy(origin).addScaledVector(direction, (y - origin.y) / direction.y);
      y = heightAt(this.#ground, spot.x, spot.z);
    }
    return Math.hypot(spot.x, spot.z) < Math.hypot(this.#ground.halfX, this.#ground.halfZ)
      ? { x: spot.x, z: spot.z }
      : null;
  }
}
