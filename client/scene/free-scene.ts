import { DirectionalLight, InstancedMesh, Mesh, type Material, type Object3D } from "three";

/** Frees the GPU memory of a scene: geometries, materials and their textures, shadow maps. */
export function freeScene(scene: Object3D): void {
  scene.traverse((object) => {
    if (object instanceof Mesh) {
      object.geometry.dispose();
      for (const material of [object.material as Material | Material[]].flat()) material.dispose();
    }
    if (object instanceof InstancedMesh || object instanceof DirectionalLight) object.dispose();
  });
}
