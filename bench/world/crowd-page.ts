/** The world with 300 walking avatars before the camera; bundled and opened in a browser by measure-draw-calls. */
import { Vector3 } from "three";
import type { Stance, WorldAvatar } from "../../client/scene/world-types.ts";
import { WorldView } from "../../client/scene/world-view.ts";
import { MaskBrow, MaskMouth, MaskPattern, MaskShape, Silhouette, type Look } from "../../schema/messages/look.ts";
import type { Place } from "../../schema/messages/place.ts";
import { heightAt, isWalkable, prepareGround, type Ground } from "../../schema/rules/ground.ts";
import type { Point } from "../../schema/rules/point.ts";

export type CrowdFigures = { drawCalls: number; triangles: number; avatarsInView: number };

const AVATARS = 300;
const SPACING_M = 0.8;
/** Short steps around each avatar's spot, so that everyone walks and nobody leaves the picture. */
const ROUND_M = 0.3;
const ROUND_SECONDS = 4;
/** Share of the picture's half width and height, which leaves room for the steps. */
const WELL_INSIDE = 0.85;
/** Few, because without a GPU each takes a second or more. */
const FRAMES = 4;

const look = (index: number): Look => {
  const pick = <Choice>(choices: readonly Choice[], salt: number): Choice =>
    choices[(index * salt) % choices.length] as Choice;
  const colour = (salt: number): string =>
    `#${((index * salt * 2654435761) % 0x1000000).toString(16).padStart(6, "0")}`;
  const isPerson = index % 3 === 0;
  return {
    palette: [colour(1), colour(3), colour(5)],
    silhouette: pick(Silhouette.options, 1),
    ...(isPerson
      ? {}
      : {
          mask: {
            shape: pick(MaskShape.options, 3),
            brow: pick(MaskBrow.options, 5),
            mouth: pick(MaskMouth.options, 7),
            pattern: pick(MaskPattern.options, 11),
            colour: colour(7),
            paint: colour(9),
          },
        }),
  };
};

const avatar = (index: number): WorldAvatar => ({
  id: String(index),
  kind: index % 3 === 0 ? "person" : "persona",
  name: `Somebody ${index}`,
  look: look(index),
  gesture: "",
  activity: "idle",
  circleId: "",
  seat: -1,
  typing: false,
});

const isInView = (view: WorldView, ground: Ground, { x, z }: Point, within = 1): boolean => {
  const spot = new Vector3(x, heightAt(ground, x, z) + 1, z).project(view.rig.camera);
  return Math.abs(spot.x) < within && Math.abs(spot.y) < within && Math.abs(spot.z) < 1;
};

/** The walkable spots in the picture, nearest first. */
const spotsInView = (view: WorldView, ground: Ground): Point[] => {
  const spots: Point[] = [];
  for (let x = -ground.halfX; x <= ground.halfX; x += SPACING_M)
    for (let z = -ground.halfZ; z <= ground.halfZ; z += SPACING_M)
      if (isWalkable(ground, x, z) && isInView(view, ground, { x, z }, WELL_INSIDE)) spots.push({ x, z });
  const { position } = view.rig.camera;
  const away = ({ x, z }: Point): number => (x - position.x) ** 2 + (z - position.z) ** 2;
  return spots.sort((one, other) => away(one) - away(other)).slice(0, AVATARS);
};

const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
};

async function drawCrowd(place: Place): Promise<CrowdFigures> {
  const canvas = document.createElement("canvas");
  const overlay = document.createElement("div");
  canvas.style.cssText = overlay.style.cssText = "position: fixed; inset: 0; width: 100vw; height: 100vh";
  document.body.append(canvas, overlay);
  const ground = prepareGround(place);
  const view = new WorldView(canvas, place, ground, {
    overlay,
    light: "golden",
    reducedMotion: false,
    quality: "high",
  });
  view.setCameraMode("free");
  await view.shown;
  await frames(FRAMES);
  const spots = spotsInView(view, ground);
  let seconds = 0;
  const stances: Stance[] = [];
  view.onFrame = (dt) => {
    seconds += dt;
    spots.forEach((spot, index) => {
      const turn = ((seconds / ROUND_SECONDS) * 2 + index) * Math.PI;
      stances[index] = {
        x: spot.x + Math.sin(turn) * ROUND_M,
        z: spot.z + Math.cos(turn) * ROUND_M,
        yaw: turn + Math.PI / 2,
      };
    });
  };
  view.stanceOf = (id) => stances[Number(id)] ?? null;
  spots.forEach((_, index) => view.putAvatar(avatar(index)));
  let drawCalls = 0;
  for (let frame = 0; frame < FRAMES; frame++) {
    await frames(1);
    drawCalls = Math.max(drawCalls, view.stats().drawCalls);
  }
  const avatarsInView = stances.filter((stance) => isInView(view, ground, stance)).length;
  return { drawCalls, triangles: view.stats().triangles, avatarsInView };
}

Object.assign(globalThis, { drawCrowd });
