import { BufferAttribute, BufferGeometry, DoubleSide, Mesh, ShaderMaterial } from "three";
import type { WorldUniforms } from "../world-uniforms.ts";

/** Ranges from near to far: distance and height in metres, and where along the horizon they rise (1) or leave the sea open (0). */
const RANGES = [
  { distance: 260, height: 26, seed: 1.3, open: 0.95 },
  { distance: 420, height: 52, seed: 4.1, open: 0.6 },
  { distance: 640, height: 92, seed: 7.7, open: 0.34 },
];
const SEGMENTS = 220;

/** Rises to both sides of the view over the stage (towards -z), where the sea lies open. */
function rise(angle: number, open: number): number {
  const fromStage = Math.abs(Math.atan2(Math.sin(angle - Math.PI), Math.cos(angle - Math.PI)));
  return Math.min(1, Math.max(0, (fromStage - open * 0.55) / 0.5));
}

const ridge = (angle: number, seed: number) =>
  0.55 + 0.24 * Math.sin(angle * 5 + seed) + 0.13 * Math.sin(angle * 11 + seed * 2.3) + 0.06 * Math.sin(angle * 29 + seed * 5) + 0.03 * Math.sin(angle * 61 + seed);

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
uniform vec3 uHorizon;
uniform float uNight;
varying float vDepth;
varying float vHeight;
void main() {
  vec3 hill = mix(vec3(0.28, 0.31, 0.36), vec3(0.05, 0.06, 0.13), uNight);
  float haze = clamp(vDepth + (1.0 - smoothstep(-6.0, 30.0, vHeight)) * 0.3, 0.0, 1.0);
  gl_FragColor = vec4(mix(hill, uHorizon, haze), 1.0);
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
        depths.push(0.3 + 0.22 * index);
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
      uniforms: { uHorizon: uniforms.horizonColour, uNight: uniforms.night },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      side: DoubleSide,
    }),
  );
}
