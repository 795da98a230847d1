import {
  AdditiveBlending,
  DoubleSide,
  FrontSide,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  type Mesh,
  PlaneGeometry,
  Quaternion,
  ShaderMaterial,
  Shape,
  ShapeGeometry,
  Vector3,
} from "three";
import type { Place } from "../../../schema/messages/place.ts";
import { heightAt, type Ground } from "../../../schema/rules/ground.ts";
import { SEE_THROUGH } from "../see-through-shader.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { PORTAL_SIDE_M, PORTAL_WIDTH_M } from "./portal-frame.ts";

const PORTAL_VERTEX = `
varying vec2 vSpot;
void main() {
  vSpot = position.xy;
  gl_Position = projectionMatrix * viewMatrix * instanceMatrix * vec4(position, 1.0);
}`;
const PORTAL_FRAGMENT = `
uniform float uTime;
varying vec2 vSpot;
void main() {
  vec2 p = vSpot - vec2(0.0, 1.4);
  float r = length(p);
  float swirl = sin(atan(p.y, p.x) * 3.0 + r * 5.0 - uTime * 1.1) * 0.5 + 0.5;
  float ripple = sin(r * 14.0 - uTime * 2.2) * 0.5 + 0.5;
  vec3 colour = mix(vec3(0.10, 0.33, 0.42), vec3(1.0, 0.78, 0.42), swirl * 0.45 + ripple * 0.25);
  gl_FragColor = vec4(colour, 0.74 + 0.2 * ripple);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const FLAME_VERTEX = `
uniform float uTime, uMotion;
varying vec2 vSpot;
varying float vSeed;
varying float vGone;
${SEE_THROUGH}
void main() {
  vec3 base = (instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
  vSeed = base.x * 3.1 + base.z * 1.7;
  vSpot = position.xy;
  vec3 toEye = cameraPosition - base;
  vec3 side = normalize(vec3(toEye.z, 0.0, -toEye.x));
  float lean = position.y * position.y * 0.22 * sin(uTime * 5.0 * uMotion + vSeed);
  vec3 world = base + side * (position.x + lean) + vec3(0.0, position.y, 0.0);
  vGone = inTheWay(base + vec3(0.0, 0.5, 0.0));
  gl_Position = projectionMatrix * viewMatrix * vec4(world, 1.0);
}`;
const FLAME_FRAGMENT = `
uniform float uTime, uNight, uMotion;
varying vec2 vSpot;
varying float vSeed;
varying float vGone;
void main() {
  float time = uTime * uMotion;
  float y = vSpot.y;
  float flicker = 0.86 + 0.14 * sin(time * 11.0 + vSeed) * sin(time * 7.3 + vSeed * 2.0);
  float wobble = 0.05 * sin(y * 9.0 - time * 8.0 + vSeed);
  float width = (0.30 - 0.05 * y) * (1.0 - smoothstep(0.15, 1.05 * flicker, y)) * smoothstep(-0.12, 0.12, y);
  float body = 1.0 - smoothstep(0.0, width + 0.02, abs(vSpot.x + wobble));
  float core = 1.0 - smoothstep(0.0, width * 0.5 + 0.01, abs(vSpot.x + wobble) + y * 0.08);
  vec3 colour = mix(vec3(1.0, 0.30, 0.05), vec3(1.0, 0.82, 0.42), core) * body * flicker;
  gl_FragColor = vec4(colour * mix(1.0, 1.5, uNight) * (1.0 - vGone), 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const HALO_VERTEX = `
attribute float halo;
varying vec2 vSpot;
varying float vGone;
${SEE_THROUGH}
void main() {
  vSpot = position.xy;
  vGone = inTheWay((instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0)).xyz);
  vec4 middle = viewMatrix * instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0);
  middle.xy += position.xy * halo;
  middle.z += 0.3;
  gl_Position = projectionMatrix * middle;
}`;
const HALO_FRAGMENT = `
uniform float uNight;
varying vec2 vSpot;
varying float vGone;
void main() {
  float r = length(vSpot);
  float shine = pow(max(0.0, 1.0 - r), 3.0) * 0.5 + pow(max(0.0, 1.0 - r * 3.0), 2.0) * 0.35;
  gl_FragColor = vec4(vec3(1.0, 0.62, 0.28) * shine * mix(0.1, 0.75, uNight) * (1.0 - vGone), 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const up = new Vector3(0, 1, 0);
const one = new Vector3(1, 1, 1);

function standAt(mesh: InstancedMesh, index: number, spot: { x: number; y: number; z: number }, yaw: number): void {
  mesh.setMatrixAt(
    index,
    new Matrix4().compose(new Vector3(spot.x, spot.y, spot.z), new Quaternion().setFromAxisAngle(up, yaw), one),
  );
}

/** Emissive effects: the shimmer in portals, flames over braziers, the halo round every lamp. */
export function buildShimmer(place: Place, ground: Ground, uniforms: WorldUniforms): Group {
  const shared = {
    uTime: uniforms.time,
    uNight: uniforms.night,
    uMotion: uniforms.motion,
    uWatched: uniforms.watched,
  };
  const group = new Group();
  const arch = new Shape();
  const half = PORTAL_WIDTH_M / 2;
  arch
    .moveTo(-half, 0.04)
    .lineTo(half, 0.04)
    .lineTo(half, PORTAL_SIDE_M)
    .absarc(0, PORTAL_SIDE_M, half, 0, Math.PI, false);
  const portals = new InstancedMesh(
    new ShapeGeometry(arch, 20),
    new ShaderMaterial({
      uniforms: shared,
      vertexShader: PORTAL_VERTEX,
      fragmentShader: PORTAL_FRAGMENT,
      transparent: true,
      // From its front only: the camera of who has just come in looks through it from behind.
      side: FrontSide,
    }),
    place.portals.length,
  );
  place.portals.forEach(({ x, z, yaw }, index) => standAt(portals, index, { x, y: heightAt(ground, x, z), z }, yaw));
  const braziers = place.props.filter(({ kind }) => kind === "brazier");
  const flames = new InstancedMesh(
    new PlaneGeometry(1, 1.3).translate(0, 0.5, 0),
    new ShaderMaterial({
      uniforms: shared,
      vertexShader: FLAME_VERTEX,
      fragmentShader: FLAME_FRAGMENT,
      transparent: true,
      depthWrite: false,
      blending: AdditiveBlending,
      side: DoubleSide,
    }),
    braziers.length,
  );
  braziers.forEach(({ x, z, scale }, index) =>
    standAt(flames, index, { x, y: heightAt(ground, x, z) + 1.18 * scale, z }, 0),
  );
  const lamps = place.props.filter(({ kind }) => kind === "lantern" || kind === "brazier");
  const haloPlane = new PlaneGeometry(2, 2);
  haloPlane.setAttribute(
    "halo",
    new InstancedBufferAttribute(new Float32Array(lamps.map(({ kind }) => (kind === "brazier" ? 2.1 : 1.25))), 1),
  );
  const halos = new InstancedMesh(
    haloPlane,
    new ShaderMaterial({
      uniforms: shared,
      vertexShader: HALO_VERTEX,
      fragmentShader: HALO_FRAGMENT,
      transparent: true,
      depthWrite: false,
      blending: AdditiveBlending,
    }),
    lamps.length,
  );
  lamps.forEach(({ kind, x, z, scale }, index) =>
    standAt(halos, index, { x, y: heightAt(ground, x, z) + (kind === "brazier" ? 1.5 : 2.12) * scale, z }, 0),
  );
  for (const mesh of [portals, flames, halos] satisfies Mesh[]) {
    mesh.frustumCulled = false;
    if (mesh.count > 0) group.add(mesh);
  }
  return group;
}
