import { AdditiveBlending, ShaderMaterial } from "three";
import type { WorldUniforms } from "../world-uniforms.ts";

/**
 * A ring of low light around a rug, brighter behind the speaker, with a thin arc behind the next speaker.
 * Instance attributes: `state` (strength, rug edge as a share of the plane, speaker's bearing, whether
 * there is one), `arcs` (next speaker's bearing, whether there is one). Bearings: radians from +z to +x.
 */
export function createGlowMaterial(uniforms: WorldUniforms): ShaderMaterial {
  return new ShaderMaterial({
    uniforms: { uTime: uniforms.time, uNight: uniforms.night, uMotion: uniforms.motion },
    transparent: true,
    depthWrite: false,
    blending: AdditiveBlending,
    polygonOffset: true,
    polygonOffsetFactor: -3,
    polygonOffsetUnits: -3,
    vertexShader: `
attribute vec4 state;
attribute vec2 arcs;
varying vec4 vState;
varying vec2 vArcs;
varying vec2 vSpot;
void main() {
  vState = state;
  vArcs = arcs;
  vSpot = position.xz;
  gl_Position = projectionMatrix * viewMatrix * instanceMatrix * vec4(position, 1.0);
}`,
    fragmentShader: `
uniform float uTime, uNight, uMotion;
varying vec4 vState;
varying vec2 vArcs;
varying vec2 vSpot;
float near(float bearing, float width) {
  float a = atan(vSpot.x, vSpot.y) - bearing;
  a = abs(atan(sin(a), cos(a)));
  return 1.0 - smoothstep(width * 0.4, width, a);
}
void main() {
  float r = length(vSpot);
  float edge = vState.y;
  float line = 1.0 - smoothstep(0.006, 0.016, abs(r - edge - 0.014));
  float spill = exp(-abs(r - edge) * 11.0) * 0.34 + (1.0 - smoothstep(0.0, edge, r)) * 0.12;
  float pulse = 1.0 + 0.12 * sin(uTime * 1.6) * uMotion;
  float speaker = vState.w * near(vState.z, 0.55);
  float next = vArcs.y * near(vArcs.x, 0.34);
  float arc = 1.0 - smoothstep(0.004, 0.011, abs(r - edge - 0.075));
  vec3 ring = vec3(1.0, 0.66, 0.28) * (line + spill) * vState.x * pulse;
  ring += vec3(1.0, 0.78, 0.42) * speaker * (line * 1.4 + exp(-abs(r - edge) * 7.0) * 0.9);
  ring += vec3(0.55, 0.86, 0.82) * next * arc * 1.3;
  ring *= 1.0 - smoothstep(0.9, 1.0, r);
  gl_FragColor = vec4(ring * mix(0.42, 0.95, uNight), 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`,
  });
}
