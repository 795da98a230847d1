import { MeshLambertMaterial } from "three";
import { SEE_THROUGH } from "./see-through-shader.ts";
import type { WorldUniforms } from "./world-uniforms.ts";

/**
 * The only surface material of the world: vertex colours, sunlight, and lantern light baked per vertex or
 * instance (`glow`). Attribute `extra` is (emitted light, sway in the wind, cloth zone): zones 1–3 take
 * the instance's `tintA`–`tintC`, zone 0 keeps its colour. `fade` dissolves an instance (0 solid, 1 gone).
 */
export function createSceneMaterial(
  uniforms: WorldUniforms,
  { tinted = false, ground = "", isPlain = false, seenThrough = false } = {},
): MeshLambertMaterial {
  const material = new MeshLambertMaterial({ vertexColors: true });
  material.defines = {
    ...(tinted && { TINTED: "" }),
    ...(isPlain && { PLAIN: "" }),
    ...(seenThrough && { SEEN_THROUGH: "" }),
  };
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, {
      uTime: uniforms.time,
      uNight: uniforms.night,
      uLantern: uniforms.lanternColour,
      uMotion: uniforms.motion,
      uWatched: uniforms.watched,
    });
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", `#include <common>\n${VERTEX_HEAD}`)
      .replace("#include <color_vertex>", `#include <color_vertex>\n${VERTEX_COLOUR}`)
      .replace("#include <begin_vertex>", `#include <begin_vertex>\n${VERTEX_SWAY}`);
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", `#include <common>\n${FRAGMENT_HEAD}\n${ground}`)
      .replace(
        "#include <color_fragment>",
        `#include <color_fragment>\n${FRAGMENT_FADE}\n${ground ? "paveGround(diffuseColor.rgb, vSpot);" : ""}`,
      )
      .replace("#include <emissivemap_fragment>", FRAGMENT_LIGHT);
  };
  material.customProgramCacheKey = () => `scene-${tinted}-${seenThrough}-${ground.length}`;
  return material;
}

const VERTEX_HEAD = `
attribute vec3 extra;
attribute float glow;
uniform float uTime;
uniform float uMotion;
varying vec3 vSpot;
varying float vGlow;
varying float vOwnLight;
#ifdef TINTED
attribute vec3 tintA;
attribute vec3 tintB;
attribute vec3 tintC;
attribute float fade;
varying float vFade;
#endif`;

const VERTEX_COLOUR = `
#ifdef TINTED
vColor.rgb *= extra.z < 0.5 ? vec3(1.0) : extra.z < 1.5 ? tintA : extra.z < 2.5 ? tintB : tintC;
vFade = fade;
#endif
vGlow = glow;
vOwnLight = extra.x;`;

const VERTEX_SWAY = `
if (extra.y > 0.0) {
  float wind = uTime * 1.4 + position.x * 0.35 + position.z * 0.27;
  transformed += uMotion * extra.y * vec3(sin(wind + position.y * 1.3), 0.12 * sin(wind * 1.7), cos(wind * 0.8 + position.y * 0.9)) * 0.16;
}
vSpot = transformed;`;

const FRAGMENT_HEAD = `
uniform float uNight;
uniform vec3 uLantern;
varying vec3 vSpot;
varying float vGlow;
varying float vOwnLight;
#ifdef TINTED
varying float vFade;
#endif
#ifdef SEEN_THROUGH
${SEE_THROUGH}
#endif`;

/** A dissolve that needs no sorting: every pixel is either there or not. */
const FRAGMENT_FADE = `
#if defined(TINTED) || defined(SEEN_THROUGH)
#ifdef TINTED
float gone = vFade;
#else
float gone = 0.92 * inTheWay(vSpot);
#endif
if (gone > 0.0 && fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) < gone) discard;
#endif`;

const FRAGMENT_LIGHT = `
totalEmissiveRadiance += diffuseColor.rgb * (vOwnLight * mix(0.55, 3.2, uNight) + vGlow * mix(0.04, 1.0, uNight) * uLantern);`;
