import {
  DynamicDrawUsage,
  InstancedInterleavedBuffer,
  InstancedMesh,
  InterleavedBufferAttribute,
  type BufferGeometry,
  type Material,
  type Matrix4,
} from "three";

/** More bodies than a place holds (300 people, 700 personas). */
export const MAX_FIGURES = 1100;

/**
 * One shape drawn many times in one call. Instances are rewritten each frame: `begin`, `add` for
 * each, `end`. `layout` names the instance attributes and their sizes, in the order `add` gets them.
 */
export class InstancedPart {
  readonly mesh: InstancedMesh;
  #values: Float32Array;
  #buffer: InstancedInterleavedBuffer;
  #stride: number;
  #count = 0;

  constructor(geometry: BufferGeometry, material: Material, layout: Record<string, number>, most = MAX_FIGURES) {
    this.#stride = Object.values(layout).reduce((sum, size) => sum + size, 0);
    this.#values = new Float32Array(most * this.#stride);
    this.#buffer = new InstancedInterleavedBuffer(this.#values, this.#stride);
    this.#buffer.setUsage(DynamicDrawUsage);
    let offset = 0;
    for (const [name, size] of Object.entries(layout)) {
      geometry.setAttribute(name, new InterleavedBufferAttribute(this.#buffer, size, offset));
      offset += size;
    }
    this.mesh = new InstancedMesh(geometry, material, most);
    this.mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    this.mesh.frustumCulled = false;
    this.mesh.visible = false;
  }

  begin(): void {
    this.#count = 0;
  }

  add(matrix: Matrix4, values: ArrayLike<number>): void {
    if (this.#count * this.#stride >= this.#values.length) return;
    matrix.toArray(this.mesh.instanceMatrix.array, this.#count * 16);
    this.#values.set(values, this.#count * this.#stride);
    this.#count++;
  }

  end(): void {
    this.mesh.count = this.#count;
    this.mesh.visible = this.#count > 0;
    if (this.#count === 0) return;
    const { instanceMatrix } = this.mesh;
    instanceMatrix.clearUpdateRanges();
    instanceMatrix.addUpdateRange(0, this.#count * 16);
    instanceMatrix.needsUpdate = true;
    this.#buffer.clearUpdateRanges();
    this.#buffer.addUpdateRange(0, this.#count * this.#stride);
    this.#buffer.needsUpdate = true;
  }
}
