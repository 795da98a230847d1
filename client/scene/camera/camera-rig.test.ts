import { readFileSync } from "node:fs";
import { Raycaster, Vector3, type Group } from "three";
import { describe, expect, test } from "vitest";
import { Place } from "../../../schema/messages/place.ts";
import { heightAt, prepareGround, type Ground } from "../../../schema/rules/ground.ts";
import type { Point } from "../../../schema/rules/point.ts";
import { SEAT_COUNT, seatPosition } from "../../../schema/rules/seating.ts";
import { LanternLight } from "../ground/lantern-light.ts";
import { buildProps } from "../props/build-props.ts";
import { createWorldUniforms } from "../world-uniforms.ts";
import { CameraRig } from "./camera-rig.ts";

type Screen = { width: number; height: number; left: number; right: number; bottom: number };

/** Drawer at the left, conversation at the right; on a phone the conversation is a sheet, half open. */
const PANEL = { right: 412, bottom: 64 };
const SCREENS: Record<string, Screen> = {
  "1440 px": { width: 1440, height: 900, left: 0, ...PANEL },
  "1440 px with the drawer": { width: 1440, height: 900, left: 332, ...PANEL },
  "1280 px": { width: 1280, height: 800, left: 0, ...PANEL },
  "1280 px with the drawer": { width: 1280, height: 800, left: 332, ...PANEL },
  "a phone": { width: 390, height: 844, left: 0, right: 0, bottom: 490 },
};
const RUG_M = 2.55;
const HEAD_M = 0.9;
/** The opener of a circle takes the first seat, the next member the second. */
const SEATS = [0, 1];
const FRAMES_PER_SECOND = 30;
const SECONDS = 8;
const NOBODY = { own: null, circle: null, speaker: null, isSeated: false };

describe.each(["plaza", "cloister", "garden"])("in the %s", (id) => {
  const place = Place.parse(JSON.parse(readFileSync(`places/${id}.json`, "utf8")));
  const ground = prepareGround(place);
  const props = buildProps(place, ground, new LanternLight(place, ground), createWorldUniforms());
  props.updateMatrixWorld(true);
  const onGround = ({ x, z }: Point, up = 0) => new Vector3(x, heightAt(ground, x, z) + up, z);

  test.each(Object.entries(SCREENS))(
    "W10 a circle is framed whole in the free part of the picture, with nothing in front of its members: %s",
    // Thousands of rays through everything in the place.
    { timeout: 120_000 },
    (_, screen) => {
      for (const spot of place.circleSpots)
        for (const seat of SEATS) {
          const { camera } = settle(new CameraRig(place, ground), screen, spot, seat, ground);
          const around = Array.from({ length: SEAT_COUNT }, (_, index) => (index / SEAT_COUNT) * 2 * Math.PI);
          const rug = around.map((angle) =>
            onGround(spot).add(new Vector3(Math.sin(angle) * RUG_M, 0, Math.cos(angle) * RUG_M)),
          );
          const heads = SEATS.concat(2, 3, 4, 5, 6, 7).map((index) => onGround(seatPosition(spot, index), HEAD_M));
          const where = `${spot.id}, seat ${seat}`;
          for (const point of [...rug, ...heads])
            expect(outside(point.clone().project(camera), screen), where).toBeLessThan(1);
          expect(heads.filter((head) => isHidden(camera.position, head, props)).length, where).toBe(0);
        }
    },
  );
});

/** Sits down, waits until the camera is at rest, then opens the panels at the sides, as a person would. */
function settle(rig: CameraRig, screen: Screen, spot: Point, seat: number, ground: Ground): CameraRig {
  const { x, z } = seatPosition(spot, seat);
  const yaw = Math.atan2(spot.x - x, spot.z - z);
  const own = { x, z, y: heightAt(ground, x, z), yaw, pace: 0 };
  const circle = { ...spot, y: heightAt(ground, spot.x, spot.z), radius: RUG_M };
  rig.setMode("follow");
  const look = (covered: Screen, isSeated: boolean) => {
    const { width, height, left, right, bottom } = covered;
    rig.camera.aspect = width / height;
    rig.camera.setViewOffset(width, height, (right - left) / 2, bottom / 2, width, height);
    const seen = { width: (width - left - right) / width, height: (height - bottom) / height };
    const subjects = { ...NOBODY, own, circle: isSeated ? circle : null, isSeated, seen };
    for (let frame = 0; frame < SECONDS * FRAMES_PER_SECOND; frame++) rig.advance(1 / FRAMES_PER_SECOND, subjects);
  };
  look({ ...screen, left: 0, right: 0 }, false);
  look({ ...screen, left: 0, right: 0 }, true);
  look(screen, true);
  rig.camera.updateMatrixWorld(true);
  return rig;
}

/** How many pixels a projected point lies outside the area that no panel hides. */
function outside({ x, y }: Vector3, { width, height, left, right, bottom }: Screen): number {
  const [across, down] = [(x * 0.5 + 0.5) * width, (0.5 - y * 0.5) * height];
  return Math.max(left - across, across - (width - right), -down, down - (height - bottom));
}

function isHidden(eye: Vector3, head: Vector3, props: Group): boolean {
  const sight = head.clone().sub(eye);
  const ray = new Raycaster(eye, sight.clone().normalize(), 0.05, sight.length() - 0.5);
  return ray.intersectObject(props, true).length > 0;
}
