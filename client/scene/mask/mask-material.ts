import { MeshLambertMaterial } from "three";
import type { WorldUniforms } from "../world-uniforms.ts";
import {
  ATLAS_COLUMNS,
  ATLAS_ROWS,
  BROW_CELLS,
  CELL_REACH,
  drawMaskAtlas,
  EYES_CELL,
  MOUTH_CELLS,
  NOSE_CELL,
  PATTERN_CELLS,
} from "./mask-atlas.ts";
import type { Look } from "../../../schema/messages/look.ts";

/** Instance values of a mask, in the order of `maskValues`. */
export const MASK_LAYOUT = { maskColour: 3, maskPaint: 3, maskCells: 3, maskLife: 4, glow: 1, fade: 1 };

/** Atlas cells of pattern, brow and mouth. */
export function maskCells({ pattern, brow, mouth }: NonNullable<Look["mask"]>): [number, number, number] {
  return [
    PATTERN_CELLS.indexOf(pattern),
    PATTERN_CELLS.length + BROW_CELLS.indexOf(brow),
    PATTERN_CELLS.length + BROW_CELLS.length + MOUTH_CELLS.indexOf(mouth),
  ];
}

const VERTEX_HEAD = `
attribute vec3 maskColour;
attribute vec3 maskPaint;
attribute vec3 maskCells;
attribute vec4 maskLife;
attribute float glow;
attribute float fade;
varying vec3 vMaskColour;
varying vec3 vMaskPaint;
varying vec3 vMaskCells;
varying vec4 vMaskLife;
varying vec2 vMaskSpot;
varying float vGlow;
varying float vFade;`;

const VERTEX = `
vMaskColour = maskColour;
vMaskPaint = maskPaint;
vMaskCells = maskCells;
vMaskLife = maskLife;
vMaskSpot = uv;
vGlow = glow;
vFade = fade;`;

const FRAGMENT_HEAD = `
uniform sampler2D uAtlas;
uniform float uNight;
uniform vec3 uLantern;
varying vec3 vMaskColour;
varying vec3 vMaskPaint;
varying vec3 vMaskCells;
varying vec4 vMaskLife;
varying vec2 vMaskSpot;
varying float vGlow;
varying float vFade;
float carving(float cell, vec2 spot) {
  vec2 inCell = clamp(vec2(spot.x, -spot.y) / ${(2 * CELL_REACH).toFixed(3)} + 0.5, 0.01, 0.99);
  float column = mod(cell + 0.5, ${ATLAS_COLUMNS}.0) - 0.5;
  float row = floor((cell + 0.5) / ${ATLAS_COLUMNS}.0);
  return texture2D(uAtlas, (vec2(column, row) + inCell) / vec2(${ATLAS_COLUMNS}.0, ${ATLAS_ROWS}.0), -0.6).r;
}
/** maskLife: gaze x and y (-1..1), openness of the eyes, openness of the mouth. */
float cuts(vec2 spot) {
  vec2 mouth = vec2(spot.x, -0.58 + (spot.y + 0.58) / (1.0 + 0.75 * vMaskLife.w));
  return max(carving(vMaskCells.y, spot), carving(vMaskCells.z, mouth));
}`;

const FRAGMENT = `
if (vFade > 0.0 && fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) < vFade) discard;
vec2 spot = vMaskSpot;
vec3 wood = mix(vMaskColour, vMaskPaint, carving(vMaskCells.x, spot));
wood *= 1.0 + 0.16 * carving(${NOSE_CELL}.0, spot);
float cut = cuts(spot);
float lit = cuts(spot + vec2(0.0, 0.05)) * (1.0 - cut);
float hole = carving(${EYES_CELL}.0, vec2(spot.x, 0.13 + (spot.y - 0.13) / max(0.1, vMaskLife.z)));
vec2 pupil = vec2(0.37 * sign(spot.x) + vMaskLife.x * 0.085, 0.15 + vMaskLife.y * 0.05);
float glint = (1.0 - smoothstep(0.055, 0.078, distance(spot, pupil))) * hole;
vec3 carved = vec3(0.0137, 0.0097, 0.0110);
diffuseColor.rgb = mix(wood + lit * 0.16, carved, max(cut, hole) * 0.94);
diffuseColor.rgb = mix(diffuseColor.rgb, vec3(1.0, 0.9, 0.72), glint);
float maskGlint = glint;`;

const FRAGMENT_LIGHT = `
totalEmissiveRadiance += diffuseColor.rgb * (vGlow * mix(0.04, 1.0, uNight) * uLantern + maskGlint * 0.5 + 0.06);`;

/** Wood with carved and painted features, eyes that look and blink, a mouth that moves. */
export function createMaskMaterial(uniforms: WorldUniforms): MeshLambertMaterial {
  const material = new MeshLambertMaterial();
  const atlas = drawMaskAtlas();
  material.defines = { USE_UV: "" };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, {
      uAtlas: { value: atlas },
      uNight: uniforms.night,
      uLantern: uniforms.lanternColour,
    });
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", `#include <common>\n${VERTEX_HEAD}`)
      .replace("#include <begin_vertex>", `#include <begin_vertex>\n${VERTEX}`);
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", `#include <common>\n${FRAGMENT_HEAD}`)
      .replace("#include <color_fragment>", FRAGMENT)
      .replace("#include <emissivemap_fragment>", FRAGMENT_LIGHT);
  };
  material.addEventListener("dispose", () => atlas.dispose());
  return material;
}
