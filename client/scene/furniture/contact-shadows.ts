import { InstancedMesh, Matrix4, PlaneGeometry, Quaternion, ShaderMaterial, Vector3 } from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";

const SPREAD_M = 0.4;
const up = new Vector3(0, 1, 0);

/** Soft darkness on the ground round everything solid: one draw call. */
export function contactShadows({ solids }: Place, ground: Ground): InstancedMesh {
  const mesh = new InstancedMesh(
    new PlaneGeometry(2, 2).rotateX(-Math.PI / 2),
    new ShaderMaterial({
      transparent: true,
      depthWrite: false,
      polygonOffset: true,
      polygonOffsetFactor: -1,
      polygonOffsetUnits: -1,
      vertexShader: `
varying vec2 vSpot;
varying vec2 vSize;
void main() {
  vSize = vec2(length(instanceMatrix[0].xyz), length(instanceMatrix[2].xyz));
  vSpot = position.xz * vSize;
  gl_Position = projectionMatrix * viewMatrix * instanceMatrix * vec4(position, 1.0);
}`,
      fragmentShader: `
varying vec2 vSpot;
varying vec2 vSize;
void main() {
  vec2 past = max(abs(vSpot) - (vSize - ${SPREAD_M.toFixed(2)} * 1.6), 0.0);
  float edge = 1.0 - smoothstep(0.0, ${(SPREAD_M * 1.6).toFixed(2)}, length(past));
  gl_FragColor = vec4(0.07, 0.035, 0.03, edge * edge * 0.5);
}`,
    }),
    solids.length,
  );
  solids.forEach((solid, index) => {
    const [halfX, halfZ, yaw] =
      solid.shape === "box" ? [solid.halfX, solid.halfZ, solid.yaw] : [solid.radius * 0.9, solid.radius * 0.9, 0];
    mesh.setMatrixAt(
      index,
      new Matrix4().compose(
        new Vector3(solid.x, heightAt(ground, solid.x, solid.z) + 0.012, solid.z),
        new Quaternion().setFromAxisAngle(up, yaw),
        new Vector3(halfX + SPREAD_M, 1, halfZ + SPREAD_M),
      ),
    );
  });
  mesh.frustumCulled = false;
  mesh.renderOrder = 1;
  return mesh;
}
