import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, ShaderMaterial } from "three";
import type { WorldUniforms } from "../world-uniforms.ts";

/** Ranges from near to far: distance and height in metres, and how far they keep the view to the sea open. */
const RANGES = [
  { distance: 240, height: 30, seed: 1.3, open: 0.9 },
  { distance: 420, height: 66, seed: 4.1, open: 0.52 },
  { distance: 680, height: 120, seed: 7.7, open: 0.16 },
];
const SEGMENTS = 220;

/** Rises to both sides of the view over the stage (towards -z), where the sea lies open. */
function rise(angle: number, open: number): number {
  const fromStage = Math.abs(Math.atan2(Math.sin(angle - Math.PI), Math.cos(angle - Math.PI)));
  return Math.min(1, Math.max(0, (fromStage - open * 0.55) / 0.5));
}

const ridge = (angle: number, seed: number) =>
  0.55 +
  0.24 * Math.sin(angle * 5 + seed) +
  0.13 * Math.sin(angle * 11 + seed * 2.3) +
  0.06 * Math.sin(angle * 29 + seed * 5) +
  0.03 * Math.sin(angle * 61 + seed);

const VERTEX = `
attribute float depth;
varying float vDepth;
varying float vHeight;
void main() {
  vDepth = depth;
  vHeight = position.y;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;
const FRAGMENT = `
uniform vec3 uHorizon, uZenith;
uniform float uNight;
varying float vDepth;
varying float vHeight;
void main() {
  vec3 hill = mix(vec3(0.16, 0.19, 0.33), vec3(0.025, 0.032, 0.085), uNight);
  float haze = clamp(vDepth + (1.0 - smoothstep(-6.0, 34.0, vHeight)) * 0.3, 0.0, 0.94);
  gl_FragColor = vec4(mix(hill, mix(uHorizon, uZenith, mix(0.34, 0.1, uNight)), haze), 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

export function buildHills(uniforms: WorldUniforms, seaLevel: number): Mesh {
  const positions: number[] = [];
  const depths: number[] = [];
  const indices: number[] = [];
  for (const [index, { distance, height, seed, open }] of RANGES.entries()) {
    const first = positions.length / 3;
    for (let step = 0; step <= SEGMENTS; step++) {
      const angle = (step / SEGMENTS) * Math.PI * 2;
      const top = seaLevel - 2 + height * ridge(angle, seed) * rise(angle, open);
      for (const y of [seaLevel - 3, top]) {
        positions.push(Math.sin(angle) * distance, y, Math.cos(angle) * distance);
        depths.push(0.16 + 0.2 * index);
      }
      if (step > 0) {
        const at = first + step * 2;
        indices.push(at - 2, at - 1, at, at, at - 1, at + 1);
      }
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("depth", new BufferAttribute(new Float32Array(depths), 1));
  geometry.setIndex(indices);
  return new Mesh(
    geometry,
    new ShaderMaterial({
      uniforms: { uHorizon: uniforms.horizonColour, uZenith: uniforms.zenithColour, uNight: uniforms.night },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      side: DoubleSide,
    }),
  );
}
