import { BackSide, Group, Mesh, RingGeometry, ShaderMaterial, SphereGeometry } from "three";
import type { WorldUniforms } from "../world-uniforms.ts";
import { buildHills } from "./build-hills.ts";

const NOISE = `
float hash(vec2 p) { return fract(sin(dot(p, vec2(41.3, 289.1))) * 45758.5453); }
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}`;

const SKY_VERTEX = `
varying vec3 vDirection;
void main() {
  vDirection = normalize(position);
  vec4 spot = projectionMatrix * mat4(mat3(modelViewMatrix)) * vec4(position, 1.0);
  gl_Position = spot.xyww;
}`;

const SKY_FRAGMENT = `
uniform vec3 uHorizon, uZenith, uSun, uSunDirection;
uniform float uNight, uTime;
varying vec3 vDirection;
${NOISE}
void main() {
  vec3 d = normalize(vDirection);
  float up = max(d.y, 0.0);
  vec3 colour = mix(uHorizon, uZenith, pow(smoothstep(0.0, 0.75, up), 0.62));
  float toSun = max(dot(d, uSunDirection), 0.0);
  colour += uSun * (pow(toSun, 6.0) * 0.22 + pow(toSun, 40.0) * 0.5) * (1.0 - 0.75 * uNight);
  colour = mix(colour, uSun * 1.9, smoothstep(0.9984, 0.9990, toSun) * (1.0 - 0.25 * uNight));
  vec2 high = d.xz / (d.y + 0.16);
  float drift = uTime * 0.004;
  float cloud = noise(high * vec2(1.1, 2.6) + drift) * 0.55 + noise(high * vec2(2.7, 6.1) - drift) * 0.3 + noise(high * 9.0) * 0.15;
  cloud = smoothstep(0.5, 0.86, cloud) * smoothstep(0.02, 0.16, d.y) * (1.0 - smoothstep(0.35, 0.8, d.y));
  vec3 lit = mix(mix(vec3(1.0, 0.86, 0.74), uSun * 1.15, pow(toSun, 3.0)), vec3(0.2, 0.24, 0.38), uNight);
  colour = mix(colour, lit, cloud * mix(0.62, 0.35, uNight));
  vec2 cell = floor(d.xz / (d.y + 0.4) * 130.0);
  float star = hash(cell);
  float twinkle = 0.7 + 0.3 * sin(uTime * 1.5 + star * 400.0);
  colour += step(0.9965, star) * twinkle * uNight * smoothstep(0.05, 0.4, d.y) * 0.85 * (1.0 - cloud);
  colour = mix(uHorizon, colour, smoothstep(-0.02, 0.05, d.y));
  gl_FragColor = vec4(colour, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const SEA_VERTEX = `
varying vec3 vWorld;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  gl_Position = projectionMatrix * viewMatrix * world;
}`;

const SEA_FRAGMENT = `
uniform vec3 uHorizon, uZenith, uSun, uSunDirection;
uniform float uNight, uTime;
varying vec3 vWorld;
${NOISE}
void main() {
  vec3 toEye = cameraPosition - vWorld;
  float distance = length(toEye);
  vec3 view = toEye / distance;
  float calm = smoothstep(30.0, 420.0, distance);
  vec2 p = vWorld.xz;
  float wave = noise(p * 0.13 + uTime * 0.22) + noise(p * 0.31 - uTime * 0.31) - 1.0;
  float ripple = noise(p * vec2(0.9, 1.6) + uTime * 0.9) - 0.5;
  vec3 normal = normalize(vec3(wave * 0.16 + ripple * 0.2, 1.0, (wave - ripple) * 0.16) * vec3(1.0 - calm * 0.6, 1.0, 1.0 - calm * 0.6));
  float grazing = pow(1.0 - max(dot(view, normal), 0.0), 4.0);
  vec3 deep = mix(vec3(0.06, 0.28, 0.33), vec3(0.015, 0.03, 0.08), uNight);
  vec3 colour = mix(deep, mix(uZenith, uHorizon, 0.62), 0.18 + 0.72 * grazing);
  float glitter = pow(max(dot(reflect(-view, normal), uSunDirection), 0.0), 42.0);
  colour += uSun * glitter * mix(1.7, 0.5, uNight);
  colour = mix(colour, uHorizon, smoothstep(140.0, 900.0, distance) * 0.92);
  gl_FragColor = vec4(colour, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const SEA_LEVEL_M = -5.5;

/** Everything beyond the place: sky with sun or moon and stars, the sea, hills in the haze. */
export function buildSky(uniforms: WorldUniforms): Group {
  const shared = {
    uHorizon: uniforms.horizonColour,
    uZenith: uniforms.zenithColour,
    uSun: uniforms.sunColour,
    uSunDirection: uniforms.sunDirection,
    uNight: uniforms.night,
    uTime: uniforms.time,
  };
  const dome = new Mesh(
    new SphereGeometry(10, 32, 20),
    new ShaderMaterial({ uniforms: shared, vertexShader: SKY_VERTEX, fragmentShader: SKY_FRAGMENT, side: BackSide, depthWrite: false }),
  );
  dome.renderOrder = 10;
  dome.frustumCulled = false;
  const sea = new Mesh(
    new RingGeometry(20, 1400, 64, 6).rotateX(-Math.PI / 2),
    new ShaderMaterial({ uniforms: shared, vertexShader: SEA_VERTEX, fragmentShader: SEA_FRAGMENT }),
  );
  sea.position.y = SEA_LEVEL_M;
  sea.renderOrder = 9;
  return new Group().add(dome, sea, buildHills(uniforms, SEA_LEVEL_M));
}
