import { CircleGeometry, Euler, Group, Matrix4, Quaternion, SphereGeometry, Vector3, type Ray } from "three";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import type { LanternLight } from "../ground/lantern-light.ts";
import { buildMaskPlate } from "../mask/build-mask-plate.ts";
import { maskShapes } from "../mask/mask-outline.ts";
import { createMaskMaterial, MASK_LAYOUT } from "../mask/mask-material.ts";
import { mergeParts } from "../merge-parts.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { Stance, WorldAvatar } from "../world-types.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import type { Attention } from "./attention.ts";
import { createBlobMaterial } from "./blob-material.ts";
import { Figure } from "./figure.ts";
import {
  buildArm, buildBody, BUILDS, buildEyes, buildFace, buildFarFigure, buildFoot, buildHead, buildHeadwear,
  EYES_AT, HEAD_Y_M, SHOULDER_X_M, SHOULDER_Y_M, silhouettes,
} from "./figure-shapes.ts";
import { InstancedPart } from "./instanced-part.ts";
import { addMarks } from "./add-marks.ts";

const CLOTH_LAYOUT = { tintA: 3, tintB: 3, tintC: 3, glow: 1, fade: 1 };
const MASK_SIZE = 0.272;
const PICK_RADIUS_M = 0.42;
/** Whoever stands nearer to the eye than this dissolves, so that no back fills the picture. */
const TOO_NEAR_M = 2.6;

const root = new Matrix4();
const frame = new Matrix4();
const local = new Matrix4();
const scaled = new Matrix4();
const spot = new Vector3();
const size = new Vector3();
const angles = new Euler();
const turn = new Quaternion();

const set = (matrix: Matrix4, x: number, y: number, z: number, rx: number, ry: number, rz: number, sx: number, sy: number, sz: number) =>
  matrix.compose(spot.set(x, y, z), turn.setFromEuler(angles.set(rx, ry, rz, "YXZ")), size.set(sx, sy, sz));

/** What figures need to know of the world in a frame. */
export type CrowdFrame = {
  seconds: number;
  dt: number;
  eye: Vector3;
  /** Beyond this figures are drawn simply, metres. */
  detail: number;
  liveliness: number;
  stanceOf(id: string): Stance | null;
  attention: Attention;
};

/** All bodies of a place, in about thirty draw calls however many they are. */
export class FigureCrowd {
  readonly group = new Group();
  readonly figures = new Map<string, Figure>();
  #ground: Ground;
  #light: LanternLight;
  #bodies: Record<string, InstancedPart> = {};
  #headwear: Record<string, InstancedPart> = {};
  #masks: Record<string, InstancedPart> = {};
  #head: InstancedPart;
  #face: InstancedPart;
  #eyes: InstancedPart;
  #arms: InstancedPart;
  #feet: InstancedPart;
  #far: InstancedPart;
  #blobs: InstancedPart;
  #marks: InstancedPart;
  #parts: InstancedPart[];

  constructor(ground: Ground, light: LanternLight, uniforms: WorldUniforms) {
    this.#ground = ground;
    this.#light = light;
    const cloth = createSceneMaterial(uniforms, { tinted: true });
    const wood = createMaskMaterial(uniforms);
    for (const silhouette of silhouettes) {
      this.#bodies[silhouette] = new InstancedPart(buildBody(silhouette), cloth, CLOTH_LAYOUT);
      this.#headwear[silhouette] = new InstancedPart(buildHeadwear(silhouette), cloth, CLOTH_LAYOUT);
    }
    for (const shape of maskShapes) this.#masks[shape] = new InstancedPart(buildMaskPlate(shape), wood, MASK_LAYOUT);
    this.#head = new InstancedPart(buildHead(), cloth, CLOTH_LAYOUT);
    this.#face = new InstancedPart(buildFace(), cloth, CLOTH_LAYOUT);
    this.#eyes = new InstancedPart(buildEyes(), cloth, CLOTH_LAYOUT);
    this.#arms = new InstancedPart(buildArm(), cloth, CLOTH_LAYOUT, 2200);
    this.#feet = new InstancedPart(buildFoot(), cloth, CLOTH_LAYOUT, 2200);
    this.#far = new InstancedPart(buildFarFigure(), cloth, CLOTH_LAYOUT);
    this.#marks = new InstancedPart(mergeParts([{ shape: new SphereGeometry(1, 10, 8), colour: "#ffffff", zone: 1, light: 0.45 }]), cloth, CLOTH_LAYOUT, 3300);
    this.#blobs = new InstancedPart(new CircleGeometry(1, 20).rotateX(-Math.PI / 2), createBlobMaterial(), { strength: 1 });
    const casters = [...Object.values(this.#bodies), ...Object.values(this.#headwear), this.#head];
    for (const { mesh } of casters) mesh.castShadow = true;
    this.#parts = [...casters, this.#arms, ...Object.values(this.#masks), this.#face, this.#eyes, this.#feet, this.#far, this.#marks, this.#blobs];
    for (const { mesh } of this.#parts) {
      mesh.receiveShadow = mesh !== this.#blobs.mesh;
      this.group.add(mesh);
    }
  }

  put(avatar: WorldAvatar, seconds: number): void {
    const figure = this.figures.get(avatar.id);
    if (figure) figure.change(avatar, seconds);
    else this.figures.set(avatar.id, new Figure(avatar, seconds));
  }

  remove(id: string): void {
    this.figures.delete(id);
  }

  draw(frameOf: CrowdFrame): void {
    const { seconds, dt, eye, detail, liveliness, attention } = frameOf;
    for (const part of this.#parts) part.begin();
    for (const figure of this.figures.values()) {
      const stance = frameOf.stanceOf(figure.id);
      if (!stance) continue;
      figure.move(stance, heightAt(this.#ground, stance.x, stance.z), dt);
      const isNear = Math.hypot(figure.x - eye.x, figure.z - eye.z) < detail;
      const eyeAway = Math.hypot(figure.x - eye.x, figure.y + 1.2 - eye.y, figure.z - eye.z);
      figure.hidden = Math.max(0, Math.min(0.9, (TOO_NEAR_M - eyeAway) / 1.2));
      const glow = this.#light.at(figure.x, figure.y + 1, figure.z) * 0.8 + attention.glowOf(figure);
      figure.live(seconds, dt, isNear ? attention.lookTargetOf(figure, seconds) : null, attention.isSeated(figure), glow, liveliness);
      if (isNear) this.#addNear(figure, seconds);
      else this.#addFar(figure);
    }
    for (const part of this.#parts) part.end();
  }

  #addFar(figure: Figure): void {
    const { width, height } = BUILDS[figure.avatar.look.silhouette] ?? BUILDS.slender;
    const tall = height * (1 - 0.22 * figure.sit);
    this.#far.add(set(root, figure.x, figure.y + figure.pose.bob, figure.z, figure.pose.lean, figure.yaw, figure.pose.sway, width, tall, width), figure.far);
  }

  #addNear(figure: Figure, seconds: number): void {
    const { pose, sit, avatar, cloth } = figure;
    const { silhouette, mask } = avatar.look;
    const { width, height, head } = BUILDS[silhouette] ?? BUILDS.slender;
    const tall = height * (1 - 0.22 * sit);
    const wide = width * (1 + 0.1 * sit);
    const seatY = figure.y + 0.1 * sit;
    // The frame carries the tilt of the body without its size, so that heads and hands keep their shape.
    set(frame, figure.x, seatY + pose.bob, figure.z, pose.lean, figure.yaw, pose.sway, 1, 1, 1);
    (this.#bodies[silhouette] ?? this.#bodies.slender)!.add(root.multiplyMatrices(frame, set(local, 0, 0, 0, 0, 0, 0, wide, tall, wide)), cloth);
    const shoulderX = SHOULDER_X_M * wide;
    const shoulderY = SHOULDER_Y_M * tall;
    this.#arms.add(root.multiplyMatrices(frame, set(local, -shoulderX, shoulderY, 0, -pose.rightUp, 0, -pose.rightOut, 1, 1, 1)), cloth);
    this.#arms.add(root.multiplyMatrices(frame, set(local, shoulderX, shoulderY, 0, -pose.leftUp, 0, pose.leftOut, 1, 1, 1)), cloth);
    const level = set(scaled, figure.x, figure.y, figure.z, 0, figure.yaw, 0, 1, 1, 1);
    this.#feet.add(root.multiplyMatrices(level, set(local, -0.1 * wide, pose.rightLift, pose.rightForward, 0, 0, 0, 1, 1, 1)), cloth);
    this.#feet.add(root.multiplyMatrices(level, set(local, 0.1 * wide, pose.leftLift, pose.leftForward, 0, 0, 0, 1, 1, 1)), cloth);
    const headFrame = frame.multiply(set(local, 0, HEAD_Y_M * tall, 0.01, figure.headPitch + pose.nod, figure.headYaw + pose.turn, pose.tilt, head, head, head));
    this.#head.add(headFrame, figure.wood);
    (this.#headwear[silhouette] ?? this.#headwear.slender)!.add(headFrame, cloth);
    if (mask) {
      const plate = this.#masks[mask.shape] ?? this.#masks.oval!;
      plate.add(root.multiplyMatrices(headFrame, set(local, 0, 0, 0.155, 0, 0, 0, MASK_SIZE, MASK_SIZE, MASK_SIZE)), figure.mask);
    } else {
      this.#face.add(headFrame, figure.wood);
      this.#eyes.add(root.multiplyMatrices(headFrame, set(local, 0, EYES_AT.y, EYES_AT.z, 0, 0, 0, 1, Math.max(0.1, figure.eyes), 1)), figure.wood);
    }
    addMarks(figure, headFrame, seconds, this.#marks);
    blobStrength[0] = 0.55 * (1 - (figure.cloth[10] ?? 0));
    this.#blobs.add(set(root, figure.x, figure.y + 0.015, figure.z, 0, 0, 0, 0.42 * wide, 1, 0.42 * wide), blobStrength);
  }

  /** The top of a figure, where its name and speech hang. */
  topOf(id: string, target: Vector3): Vector3 | null {
    const figure = this.figures.get(id);
    if (!figure) return null;
    const { height } = BUILDS[figure.avatar.look.silhouette] ?? BUILDS.slender;
    return target.set(figure.x, figure.y + height * (1 - 0.22 * figure.sit) * HEAD_Y_M + 0.1 * figure.sit + 0.62, figure.z);
  }

  /** The nearest figure under a ray but for `exceptId`, and how far along it. */
  pick(ray: Ray, exceptId: string): { id: string; distance: number } | null {
    let best: { id: string; distance: number } | null = null;
    for (const figure of this.figures.values()) {
      const distance = ray.direction.dot(spot.set(figure.x, figure.y + 0.85, figure.z).sub(ray.origin));
      if (figure.id === exceptId || distance < 0.5 || (best && distance > best.distance)) continue;
      ray.at(distance, spot);
      const aside = Math.hypot(spot.x - figure.x, spot.z - figure.z);
      // Far figures are small; a few pixels of grace keep them clickable.
      if (aside > PICK_RADIUS_M + distance * 0.008 || spot.y < figure.y - 0.1 || spot.y > figure.y + 1.95) continue;
      best = { id: figure.id, distance };
    }
    return best;
  }

  dispose(): void {
    for (const { mesh } of this.#parts) {
      mesh.geometry.dispose();
      (Array.isArray(mesh.material) ? mesh.material : [mesh.material]).forEach((material) => material.dispose());
      mesh.dispose();
    }
  }
}

const blobStrength = [0];
