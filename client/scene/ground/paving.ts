import { NOISE } from "../noise-shader.ts";

/** Stone, gravel and dry grass as functions of the position: GLSL, so that joints stay sharp at any distance. */
const COMMON = `${NOISE}
/** 1 on a joint at whole numbers of t, where one unit of t is \`size\` metres. */
float paveJoint(float t, float size, float width) {
  float edge = (0.5 - abs(fract(t) - 0.5)) * size;
  float blur = fwidth(t) * size + 0.004;
  return (1.0 - smoothstep(width, width + blur, edge)) * clamp(0.06 / blur, 0.0, 1.0);
}
vec3 paveStone(vec2 cell, vec2 p) {
  float pick = hash(cell);
  vec3 stone = mix(vec3(0.60, 0.48, 0.36), vec3(0.78, 0.66, 0.51), pick);
  stone = mix(stone, vec3(0.66, 0.47, 0.35), step(0.86, hash(cell + 7.0)) * 0.6);
  return stone * (0.93 + 0.12 * grain(p * 3.1));
}
/** \`pixel\`: metres to the next pixel. */
vec3 paveGrass(vec2 p, float pixel) {
  float meadow = noise(p * 0.19) * 0.6 + grain(p * 0.71 + 5.0) * 0.4;
  vec3 grass = mix(vec3(0.19, 0.25, 0.10), vec3(0.40, 0.38, 0.17), smoothstep(0.25, 0.8, meadow));
  float fine = clamp(1.6 - pixel * 26.0, 0.0, 1.0);
  if (fine == 0.0) return grass;
  float blades = grain(p * vec2(31.0, 9.0)) * 0.5 + grain(p.yx * vec2(23.0, 7.0) + 3.0) * 0.5;
  return grass * (1.0 + (blades - 0.5) * 0.75 * fine);
}`;

/**
 * Rings of stone round the orchestra with its star; outside the steps, grass crossed by four paths. Derivatives are taken
 * before any branch: inside one they are undefined.
 */
export const PAVE_DISC = (radius: number) => `${COMMON}
void paveGround(inout vec3 colour, vec3 spot) {
  vec2 p = spot.xz;
  float r = length(p);
  float a = atan(p.x, p.y);
  float turn = a / 6.2831853 + 0.5;
  float ring = floor(r);
  float stones = max(6.0, floor(6.2831853 * (ring + 0.5) / 1.35));
  float along = turn * stones + mod(ring, 2.0) * 0.5;
  float reach = ${Math.min(8, radius / 4).toFixed(2)};
  float pixel = fwidth(p.x);
  float joint = max(paveJoint(r, 1.0, 0.012), paveJoint(along, 6.2831853 * r / stones, 0.012));
  float inlay = paveJoint(r / reach * 8.0, reach / 8.0, 0.006) * 0.5;
  float path = min(abs(p.x), abs(p.y));
  float wild = 0.0;
  if (r > ${(radius * 0.52 - 1.3).toFixed(1)}) {
    float edge = noise(p * 0.8) * 0.8 + grain(p * 4.0) * 0.5;
    wild = smoothstep(${(radius * 0.52).toFixed(1)}, ${(radius * 0.56).toFixed(1)}, r + edge) * smoothstep(3.3, 3.5, path + edge * 0.55);
    wild = max(wild, smoothstep(${(radius + 0.5).toFixed(1)}, ${(radius + 2).toFixed(1)}, r + edge));
  }
  vec3 stone = vec3(0.0);
  if (r < reach) {
    vec3 marble = vec3(0.80, 0.69, 0.54) * (0.95 + 0.09 * grain(p * 2.3));
    vec3 terracotta = vec3(0.56, 0.25, 0.15);
    vec3 indigo = vec3(0.16, 0.21, 0.30);
    float spokes = abs(fract(turn * 16.0) - 0.5) * 2.0;
    float star = smoothstep(-0.02, 0.02, spokes - (r / (reach * 0.72)) * 1.02);
    float starInner = smoothstep(-0.03, 0.03, abs(fract(turn * 8.0) - 0.5) * 2.0 - (r / (reach * 0.4)));
    stone = mix(marble, terracotta * 1.25, star * step(reach * 0.16, r));
    stone = mix(stone, indigo * 1.3, starInner * step(reach * 0.16, r));
    float band = step(reach * 0.79, r) * step(r, reach * 0.9);
    float key = step(0.5, fract(turn * 48.0)) * step(reach * 0.845, r) + step(0.5, fract(turn * 48.0 + 0.25)) * (1.0 - step(reach * 0.845, r));
    stone = mix(stone, mix(indigo, marble, key), band);
    float line = 1.0 - smoothstep(0.03, 0.05, min(abs(r - reach * 0.77), abs(r - reach * 0.92)));
    stone = mix(stone, terracotta, line);
    float eye = 1.0 - smoothstep(reach * 0.1, reach * 0.11, r);
    stone = mix(stone, vec3(0.86, 0.62, 0.25), eye);
    joint = inlay;
  } else if (wild < 1.0) {
    stone = paveStone(vec2(floor(along), ring), p);
  }
  vec3 paved = stone * (1.0 - joint * 0.42);
  if (wild == 0.0) {
    colour *= paved;
    return;
  }
  float rocky = smoothstep(${(radius + 8).toFixed(1)}, ${(radius + 12).toFixed(1)}, r);
  vec3 rough = rocky < 1.0 ? paveGrass(p, pixel) : vec3(0.0);
  if (rocky > 0.0) rough = mix(rough, vec3(0.42, 0.35, 0.29) * (0.8 + 0.35 * grain(p * 0.7)), rocky);
  colour *= mix(paved, rough, wild);
}`;

const STONES = `
  vec2 t = p / 1.5;
  t.x += mod(floor(t.y), 2.0) * 0.5;
  float joint = max(paveJoint(t.x, 1.5, 0.012), paveJoint(t.y, 1.5, 0.012));
  vec3 floorColour = paveStone(floor(t), p);
  vec3 borderColour = vec3(0.45, 0.24, 0.16);`;

/** Boards of 0.3 × 3.2 m, each with its own tone and grain. */
const PLANKS = `
  vec2 t = p / vec2(3.2, 0.3);
  t.x += hash(vec2(floor(t.y), 3.0));
  float joint = max(paveJoint(t.x, 3.2, 0.006), paveJoint(t.y, 0.3, 0.006));
  float tone = hash(floor(t) + 11.0);
  vec3 floorColour = mix(vec3(0.42, 0.27, 0.16), vec3(0.62, 0.43, 0.27), tone);
  floorColour *= 0.86 + 0.24 * grain(vec2(p.x * 1.3 + tone * 9.0, p.y * 17.0));
  vec3 borderColour = vec3(0.24, 0.15, 0.10);`;

/** A hall with a border; grass beyond its walls. */
export const PAVE_HALL = (halfX: number, halfZ: number, floor: "stone" | "planks") => `${COMMON}
void paveGround(inout vec3 colour, vec3 spot) {
  vec2 p = spot.xz;${floor === "stone" ? STONES : PLANKS}
  float pixel = fwidth(p.x);
  vec2 inside = vec2(${halfX.toFixed(1)}, ${halfZ.toFixed(1)}) - abs(p);
  float border = min(inside.x, inside.y);
  vec3 ground = mix(floorColour, borderColour, step(1.2, border) * step(border, 1.5));
  if (border < 0.4) ground = mix(ground, paveGrass(p, pixel), smoothstep(0.4, -0.6, border));
  colour *= ground * (1.0 - joint * 0.4 * step(0.0, border));
}`;
