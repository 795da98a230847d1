import { ShaderMaterial } from "three";

/** The soft shadow under a body on the ground; instance attribute `strength` 0–1. */
export function createBlobMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    polygonOffset: true,
    polygonOffsetFactor: -2,
    polygonOffsetUnits: -2,
    vertexShader: `
attribute float strength;
varying vec2 vSpot;
varying float vStrength;
void main() {
  vSpot = position.xz;
  vStrength = strength;
  gl_Position = projectionMatrix * viewMatrix * instanceMatrix * vec4(position, 1.0);
}`,
    fragmentShader: `
varying vec2 vSpot;
varying float vStrength;
void main() {
  float edge = 1.0 - smoothstep(0.15, 1.0, length(vSpot));
  gl_FragColor = vec4(0.06, 0.03, 0.05, edge * vStrength);
}`,
  });
}
