import { CircleGeometry, Euler, Group, Matrix4, Quaternion, SphereGeometry, Vector3 } from "three";
import { createMaskMaterial } from "../mask/mask-material.ts";
import { mergeParts } from "../merge-parts.ts";
import { createSceneMaterial } from "../scene-material.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { addMarks } from "./add-marks.ts";
import { createBlobMaterial } from "./blob-material.ts";
import { BUILDS, HEAD_Y_M, SHOULDER_X_M, SHOULDER_Y_M } from "./builds.ts";
import type { Figure } from "./figure.ts";
import { CLOTH_LAYOUT, FigureSet } from "./figure-set.ts";
import { buildFarFigure, EYES_AT } from "./figure-shapes.ts";
import { InstancedPart, MAX_FIGURES } from "./instanced-part.ts";

const MASK_SIZE = 0.272;
/** Fineness of figures close by, and of all others drawn whole: some metres away the eye sees no difference. */
const FINE = 1;
const PLAIN = 0.4;

const root = new Matrix4();
const frame = new Matrix4();
const local = new Matrix4();
const scaled = new Matrix4();
const spot = new Vector3();
const size = new Vector3();
const angles = new Euler(0, 0, 0, "YXZ");
const turn = new Quaternion();

/** Reuses the objects above: a frame with hundreds of figures allocates nothing. */
const set = (matrix: Matrix4, at: Vector3, angles: Euler, size: Vector3) =>
  matrix.compose(at, turn.setFromEuler(angles), size);

const blobStrength = [0];

/** Composes figures from parts that are each drawn in one call: `begin`, `add…` for each figure, `end`. */
export class FigureParts {
  readonly group = new Group();
  #fine: FigureSet;
  #plain: FigureSet;
  #far: InstancedPart;
  #blobs: InstancedPart;
  #marks: InstancedPart;
  #parts: InstancedPart[];

  /** @param most how many figures are drawn at once */
  constructor(uniforms: WorldUniforms, most = MAX_FIGURES) {
    const cloth = createSceneMaterial(uniforms, { tinted: true });
    const wood = createMaskMaterial(uniforms);
    this.#fine = new FigureSet(cloth, wood, FINE, most);
    this.#plain = new FigureSet(cloth, wood, PLAIN, most);
    this.#far = new InstancedPart(buildFarFigure(), cloth, CLOTH_LAYOUT, most);
    this.#marks = new InstancedPart(
      mergeParts([{ shape: new SphereGeometry(1, 10, 8), colour: "#ffffff", zone: 1, light: 0.45 }]),
      cloth,
      CLOTH_LAYOUT,
      3 * most,
    );
    this.#blobs = new InstancedPart(
      new CircleGeometry(1, 12).rotateX(-Math.PI / 2),
      createBlobMaterial(),
      { strength: 1 },
      most,
    );
    this.#parts = [...this.#fine.parts, ...this.#plain.parts, this.#far, this.#marks, this.#blobs];
    for (const { mesh } of this.#parts) {
      mesh.receiveShadow = mesh !== this.#blobs.mesh;
      this.group.add(mesh);
    }
  }

  begin(): void {
    for (const part of this.#parts) part.begin();
  }

  end(): void {
    for (const part of this.#parts) part.end();
  }

  /** Adds the simplified shape of a figure far away. */
  addFar(figure: Figure): void {
    const { width, height } = BUILDS[figure.avatar.look.silhouette] ?? BUILDS.slender;
    const tall = height * (1 - 0.22 * figure.sit);
    this.#far.add(
      set(
        root,
        spot.set(figure.x, figure.y + figure.pose.bob, figure.z),
        angles.set(figure.pose.lean, figure.yaw, figure.pose.sway),
        size.set(width, tall, width),
      ),
      figure.far,
    );
  }

  /** Adds a whole figure; `isClose`: in full detail. */
  addWhole(figure: Figure, seconds: number, isClose: boolean): void {
    const from = isClose ? this.#fine : this.#plain;
    const { pose, sit, avatar, cloth } = figure;
    const { silhouette, mask } = avatar.look;
    const { width, height, head } = BUILDS[silhouette] ?? BUILDS.slender;
    const tall = height * (1 - 0.22 * sit);
    const wide = width * (1 + 0.1 * sit);
    const seatY = figure.y + 0.1 * sit;
    // The frame carries the tilt of the body without its size, so that heads and hands keep their shape.
    set(
      frame,
      spot.set(figure.x, seatY + pose.bob, figure.z),
      angles.set(pose.lean, figure.yaw, pose.sway),
      size.setScalar(1),
    );
    (from.bodies[silhouette] ?? from.bodies.slender)!.add(
      root.multiplyMatrices(frame, local.makeScale(wide, tall, wide)),
      cloth,
    );
    const shoulderX = SHOULDER_X_M * wide;
    const shoulderY = SHOULDER_Y_M * tall;
    from.arms.add(
      root.multiplyMatrices(
        frame,
        set(local, spot.set(-shoulderX, shoulderY, 0), angles.set(-pose.rightUp, 0, -pose.rightOut), size.setScalar(1)),
      ),
      cloth,
    );
    from.arms.add(
      root.multiplyMatrices(
        frame,
        set(local, spot.set(shoulderX, shoulderY, 0), angles.set(-pose.leftUp, 0, pose.leftOut), size.setScalar(1)),
      ),
      cloth,
    );
    const level = set(scaled, spot.set(figure.x, figure.y, figure.z), angles.set(0, figure.yaw, 0), size.setScalar(1));
    from.feet.add(
      root.multiplyMatrices(level, local.makeTranslation(-0.1 * wide, pose.rightLift, pose.rightForward)),
      cloth,
    );
    from.feet.add(
      root.multiplyMatrices(level, local.makeTranslation(0.1 * wide, pose.leftLift, pose.leftForward)),
      cloth,
    );
    const headFrame = frame.multiply(
      set(
        local,
        spot.set(0, HEAD_Y_M * tall, 0.01),
        angles.set(figure.headPitch + pose.nod, figure.headYaw + pose.turn, pose.tilt),
        size.setScalar(head),
      ),
    );
    from.head.add(headFrame, figure.wood);
    (from.headwear[silhouette] ?? from.headwear.slender)!.add(headFrame, cloth);
    if (mask) {
      const plate = from.masks[mask.shape] ?? from.masks.oval!;
      plate.add(
        root.multiplyMatrices(headFrame, local.makeScale(MASK_SIZE, MASK_SIZE, MASK_SIZE).setPosition(0, 0, 0.155)),
        figure.mask,
      );
    } else {
      from.face.add(headFrame, figure.wood);
      from.eyes.add(
        root.multiplyMatrices(
          headFrame,
          local.makeScale(1, Math.max(0.1, figure.eyes), 1).setPosition(0, EYES_AT.y, EYES_AT.z),
        ),
        figure.wood,
      );
    }
    addMarks(figure, headFrame, seconds, this.#marks);
    blobStrength[0] = 0.55 * (1 - (figure.cloth[10] ?? 0));
    this.#blobs.add(
      root.makeScale(0.42 * wide, 1, 0.42 * wide).setPosition(figure.x, figure.y + 0.015, figure.z),
      blobStrength,
    );
  }
}
