import { BackSide, Group, Mesh, RingGeometry, ShaderMaterial, SphereGeometry } from "three";
import { NOISE } from "../noise-shader.ts";
import type { WorldUniforms } from "../world-uniforms.ts";
import { buildHills } from "./build-hills.ts";

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
  float toSun = max(dot(d, uSunDirection), 0.0);
  vec3 blush = mix(mix(vec3(0.86, 0.56, 0.52), uHorizon, 0.25 + 0.5 * pow(toSun, 4.0)), mix(uHorizon, uZenith, 0.45), uNight);
  vec3 colour = mix(uHorizon, blush, smoothstep(0.0, 0.16, up));
  colour = mix(colour, uZenith, smoothstep(0.05, 0.36, up));
  colour += uSun * (pow(toSun, 7.0) * 0.16 + pow(toSun, 60.0) * 0.42 + pow(toSun, 260.0) * 0.5 + pow(toSun, 1600.0) * 1.4) * (1.0 - 0.8 * uNight);
  vec2 high = d.xz / (d.y + 0.13);
  float drift = uTime * 0.004;
  float cloud = noise(high * vec2(1.1, 2.6) + drift) * 0.55 + noise(high * vec2(2.7, 6.1) - drift) * 0.3 + grain(high * 9.0) * 0.15;
  float thick = smoothstep(0.46, 0.8, cloud) * smoothstep(0.015, 0.12, d.y) * (1.0 - smoothstep(0.4, 0.85, d.y));
  vec3 crown = mix(vec3(1.0, 0.80, 0.66), uSun * 1.25, pow(toSun, 3.0));
  vec3 belly = vec3(0.62, 0.50, 0.58);
  vec3 lit = mix(mix(crown, belly, smoothstep(0.62, 0.95, cloud) * 0.7), vec3(0.16, 0.19, 0.32), uNight);
  cloud = thick;
  colour = mix(colour, lit, cloud * mix(0.8, 0.4, uNight));
  float rise = asin(clamp(d.y, -1.0, 1.0));
  vec2 chart = vec2(atan(d.x, d.z) * cos(floor(rise * 44.0) / 44.0), rise) * 44.0;
  vec2 cell = floor(chart);
  float star = hash(cell);
  float size = 0.05 + 0.07 * hash(cell + 3.0);
  float shine = 1.0 - smoothstep(size * 0.3, size, length(fract(chart) - 0.2 - 0.6 * vec2(hash(cell + 1.0), hash(cell + 2.0))));
  float twinkle = 0.65 + 0.35 * sin(uTime * 1.5 + star * 400.0);
  colour += step(0.8, star) * shine * twinkle * uNight * smoothstep(0.03, 0.25, d.y) * (1.0 - cloud);
  float disc = smoothstep(mix(0.99955, 0.99968, uNight), mix(0.99985, 0.99977, uNight), toSun);
  vec3 moon = vec3(0.86, 0.9, 1.0) * (0.82 + 0.25 * grain(d.xy * 90.0));
  colour = mix(colour, mix(vec3(1.0, 0.93, 0.72) * 2.6, moon, uNight), disc * (1.0 - 0.5 * cloud));
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
  float wave = noise(p * 0.13 + uTime * 0.22) + grain(p * 0.31 - uTime * 0.31) - 1.0;
  float ripple = grain(p * vec2(0.9, 1.6) + uTime * 0.9) - 0.5;
  vec3 normal = normalize(vec3(wave * 0.16 + ripple * 0.2, 1.0, (wave - ripple) * 0.16) * vec3(1.0 - calm * 0.6, 1.0, 1.0 - calm * 0.6));
  float grazing = pow(1.0 - max(dot(view, normal), 0.0), 4.0);
  vec3 deep = mix(vec3(0.035, 0.22, 0.30), vec3(0.012, 0.026, 0.075), uNight);
  vec3 colour = mix(deep, mix(uZenith, uHorizon, 0.42), 0.12 + 0.62 * grazing);
  vec2 flatView = normalize(view.xz);
  float underSun = max(dot(-flatView, normalize(uSunDirection.xz)), 0.0);
  float sparkle = smoothstep(0.52, 0.95, noise(p * vec2(0.32, 1.1) / (1.0 + distance * 0.006) + uTime * 0.8));
  colour += uSun * (pow(underSun, 90.0) * 0.55 + pow(underSun, 300.0) * 0.6 + pow(underSun, 24.0) * sparkle * 0.8) * mix(1.0, 0.32, uNight);
  colour = mix(colour, uHorizon, smoothstep(260.0, 1300.0, distance) * 0.75);
  gl_FragColor = vec4(colour, 1.0);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

const SEA_LEVEL_M = -5.5;

/** Everything beyond the place: sky with sun or moon and stars, the sea, hills in the haze. */
export function buildSky(uniforms: WorldUniforms, isPlain: boolean): Group {
  const defines = isPlain ? { PLAIN: "" } : {};
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
    new ShaderMaterial({
      defines,
      uniforms: shared,
      vertexShader: SKY_VERTEX,
      fragmentShader: SKY_FRAGMENT,
      side: BackSide,
      depthWrite: false,
    }),
  );
  dome.renderOrder = 10;
  dome.frustumCulled = false;
  const sea = new Mesh(
    new RingGeometry(20, 1400, 64, 6).rotateX(-Math.PI / 2),
    new ShaderMaterial({ defines, uniforms: shared, vertexShader: SEA_VERTEX, fragmentShader: SEA_FRAGMENT }),
  );
  sea.position.y = SEA_LEVEL_M;
  sea.renderOrder = 9;
  return new Group().add(dome, sea, buildHills(uniforms, SEA_LEVEL_M));
}
