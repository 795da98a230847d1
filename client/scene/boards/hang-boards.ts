/** What sessions show, on boards of the place: each a panel with one picture, painted when it changes (SPEC C9). */
import {
  BoxGeometry,
  CanvasTexture,
  Group,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  SRGBColorSpace,
  type BufferGeometry,
  type Scene,
} from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { freeScene } from "../free-scene.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { mergeParts, type Part } from "../merge-parts.ts";
import { putDown } from "../props/stand-props.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { chooseSurfaces, type Surface } from "./choose-surface.ts";
import { paintBoard } from "./paint-board.ts";
import { rehangBoards, shownBoards, type HungBoard, type ShownBoard } from "./shown-boards.ts";

const WIDTH_PX = 1024;
/** How much darker at night: it must stay readable. */
const NIGHT_DIMS = 0.35;
const BEFORE_FRAME_M = 0.05;

export type Surroundings = { place: Place; ground: Ground; light: LanternLight; uniforms: WorldUniforms };

/** Keeps the boards of a scene as the page wants them. Returns a function that ends that. */
export function hangBoards(scene: Scene, surroundings: Surroundings): () => void {
  const group = new Group();
  scene.add(group);
  const hung = new Map<string, { key: string; object: Group }>();
  let inPicture: readonly HungBoard[] = [];
  const takeDown = (circleId: string): void => {
    const { object } = hung.get(circleId)!;
    hung.delete(circleId);
    group.remove(object);
    freeScene(object);
  };
  const show = (): void => {
    const { boards } = shownBoards.getState();
    const surfaces = chooseSurfaces(boards, surroundings.place, surroundings.ground);
    const wanted = new Map(boards.map((shown, at) => [shown.circleId, JSON.stringify([shown, surfaces[at]])]));
    for (const [circleId, { key }] of hung) if (wanted.get(circleId) !== key) takeDown(circleId);
    for (const [at, shown] of boards.entries()) {
      if (hung.has(shown.circleId)) continue;
      const object = buildBoard(shown, surfaces[at]!, surroundings);
      hung.set(shown.circleId, { key: wanted.get(shown.circleId)!, object });
      group.add(object);
    }
    inPicture = rehangBoards(
      inPicture,
      surfaces.map((surface) => toHung(surface, surroundings.ground)),
    );
  };
  show();
  const stop = shownBoards.subscribe(show);
  return () => {
    stop();
    rehangBoards(inPicture, []);
    for (const circleId of hung.keys()) takeDown(circleId);
  };
}

function toHung({ x, z, yaw, middle, width, height }: Surface, ground: Ground): HungBoard {
  const y = heightAt(ground, x, z) + middle;
  const corners = [-0.5, 0.5].flatMap((aside) =>
    [-0.5, 0.5].map((up) => ({
      x: x + Math.cos(yaw) * width * aside,
      y: y + height * up,
      z: z - Math.sin(yaw) * width * aside,
    })),
  );
  return { corners, facing: { x: Math.sin(yaw), y: 0, z: Math.cos(yaw) } };
}

function buildBoard(shown: ShownBoard, surface: Surface, { ground, light, uniforms }: Surroundings): Group {
  const { x, z, yaw, middle, width, height } = surface;
  const y = heightAt(ground, x, z);
  const frame = frameOf(surface);
  const wood = new Mesh(
    putDown(frame, { x, y, z, yaw, scale: 1 }, 1, light),
    createSceneMaterial(uniforms, { seenThrough: true }),
  );
  frame.dispose();
  wood.castShadow = true;

  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: WIDTH_PX, height: Math.round((WIDTH_PX * height) / width) });
  const picture = Object.assign(new CanvasTexture(canvas), { colorSpace: SRGBColorSpace, anisotropy: 4 });
  const material = new MeshBasicMaterial({ map: picture });
  material.addEventListener("dispose", () => picture.dispose());
  const panel = new Mesh(new PlaneGeometry(width, height), material);
  panel.position.set(x + Math.sin(yaw) * BEFORE_FRAME_M, y + middle, z + Math.cos(yaw) * BEFORE_FRAME_M);
  panel.rotation.y = yaw;
  panel.visible = false;
  panel.onBeforeRender = () => material.color.setScalar(1 - NIGHT_DIMS * uniforms.night.value);
  void paintBoard(canvas, shown).then(
    () => {
      picture.needsUpdate = true;
      panel.visible = true;
    },
    // The panel beside the world says that the picture cannot be shown.
    () => {},
  );
  return new Group().add(wood, panel);
}

/** As furniture is coloured, without its pieces: a chunk that both shared would be needed by the world's, and need it. */
const OAK = "#a3764c";
const WALNUT = "#6e4a34";

function frameOf({ width, height, middle, stands }: Surface): BufferGeometry {
  const beam = (size: [number, number, number], at: [number, number, number], colour: string): Part => ({
    shape: new BoxGeometry(...size),
    colour,
    at,
  });
  const top = middle + height / 2;
  const leg = (side: number): Part[] => [
    beam([0.09, top, 0.1], [side * (width / 2 + 0.02), top / 2, -0.06], WALNUT),
    beam([0.1, 0.08, 0.8], [side * (width / 2 + 0.02), 0.04, 0], WALNUT),
  ];
  return mergeParts([
    beam([width + 0.16, height + 0.16, 0.06], [0, middle, 0], OAK),
    ...(stands ? [-1, 1].flatMap(leg) : []),
  ]);
}
