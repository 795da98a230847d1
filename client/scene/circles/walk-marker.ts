import { Mesh, MeshBasicMaterial, RingGeometry } from "three";

const LASTS_SECONDS = 0.9;

/** A ring that closes on the spot that was clicked. */
export class WalkMarker {
  readonly mesh = new Mesh(
    new RingGeometry(0.26, 0.34, 36).rotateX(-Math.PI / 2),
    new MeshBasicMaterial({
      color: "#ffdf9e",
      transparent: true,
      depthWrite: false,
      polygonOffset: true,
      polygonOffsetFactor: -4,
    }),
  );
  #age = LASTS_SECONDS;

  constructor() {
    this.mesh.visible = false;
  }

  show(x: number, y: number, z: number): void {
    this.mesh.position.set(x, y + 0.05, z);
    this.#age = 0;
  }

  advance(dt: number): void {
    this.#age += dt;
    const share = this.#age / LASTS_SECONDS;
    this.mesh.visible = share < 1;
    this.mesh.material.opacity = Math.max(0, 0.9 * (1 - share));
    this.mesh.scale.setScalar(1.5 - 0.8 * Math.min(1, share));
  }
}
