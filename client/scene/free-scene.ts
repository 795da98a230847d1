import { DirectionalLight, InstancedMesh, Mesh, type Material, type Object3D } from "three";

/** Everything that a scene holds on the graphics card: shapes, materials and what hangs on them, shadow maps. */
export function freeScene(scene: Object3D): void {
  scene.traverse((object) => {
    if (object instanceof Mesh) {
      object.geometry.dispose();
      for (const material of [object.material as Material | Material[]].flat()) material.dispose();
    }
    if (object instanceof InstancedMesh || object instanceof DirectionalLight) object.dispose();
  });
}
