import { Color, DirectionalLight, FogExp2, HemisphereLight, Vector3, type Scene } from "three";
import type { WorldUniforms } from "../world-uniforms.ts";

type Mood = {
  zenith: string;
  horizon: string;
  sun: string;
  sunStrength: number;
  skyFill: string;
  groundFill: string;
  fill: number;
  fog: number;
};

const GOLDEN: Mood = {
  zenith: "#3f7cb8",
  horizon: "#fbc083",
  sun: "#ffc27a",
  sunStrength: 3.9,
  skyFill: "#aac4f0",
  groundFill: "#d69a66",
  fill: 1.35,
  fog: 0.0036,
};
const LANTERN: Mood = {
  zenith: "#0d1630",
  horizon: "#3b4468",
  sun: "#9db6ff",
  sunStrength: 0.55,
  skyFill: "#45558f",
  groundFill: "#33283a",
  fill: 0.85,
  fog: 0.0046,
};
/** The light's direction: low and from the left of the stage, so that faces turned to the steps are lit. */
const LIGHT_DIRECTION = new Vector3(-0.78, 0.5, 0.3).normalize();
/** The visible sun's direction: nearer to the stage, over the sea, for the composition rather than physically correct. */
const SUN_DIRECTION = new Vector3(-0.3, 0.15, -0.94).normalize();
/** Radius around the watched spot within which shadows are cast, metres. */
const SHADOW_REACH_M = 26;

const from = new Color();
const to = new Color();
const blend = (target: Color, golden: string, lantern: string, night: number) =>
  target.copy(from.set(golden)).lerp(to.set(lantern), night);
const mix = (one: number, other: number, share: number) => one + (other - one) * share;

/** Sun or moon, fill light and haze. */
export class Daylight {
  readonly sun = new DirectionalLight();
  readonly #fill = new HemisphereLight();
  readonly #fog = new FogExp2(0);
  readonly #uniforms: WorldUniforms;

  constructor(scene: Scene, uniforms: WorldUniforms) {
    this.#uniforms = uniforms;
    scene.fog = this.#fog;
    scene.add(this.sun, this.sun.target, this.#fill);
    const { shadow } = this.sun;
    shadow.mapSize.set(2048, 2048);
    shadow.bias = -0.0006;
    shadow.normalBias = 0.03;
    shadow.radius = 3;
    Object.assign(shadow.camera, {
      left: -SHADOW_REACH_M,
      right: SHADOW_REACH_M,
      top: SHADOW_REACH_M,
      bottom: -SHADOW_REACH_M,
      near: 1,
      far: 110,
    });
    uniforms.sunDirection.value.copy(SUN_DIRECTION);
  }

  /** 0 golden hour, 1 lantern light. */
  set(night: number): void {
    const { horizonColour, zenithColour, sunColour } = this.#uniforms;
    this.#uniforms.night.value = night;
    blend(horizonColour.value, GOLDEN.horizon, LANTERN.horizon, night);
    blend(zenithColour.value, GOLDEN.zenith, LANTERN.zenith, night);
    blend(sunColour.value, GOLDEN.sun, LANTERN.sun, night);
    blend(this.sun.color, GOLDEN.sun, LANTERN.sun, night);
    blend(this.#fill.color, GOLDEN.skyFill, LANTERN.skyFill, night);
    blend(this.#fill.groundColor, GOLDEN.groundFill, LANTERN.groundFill, night);
    this.sun.intensity = mix(GOLDEN.sunStrength, LANTERN.sunStrength, night);
    this.#fill.intensity = mix(GOLDEN.fill, LANTERN.fill, night);
    this.#fog.color.copy(horizonColour.value);
    this.#fog.density = mix(GOLDEN.fog, LANTERN.fog, night);
  }

  /** `size` of the shadow map in pixels; 0 for none. */
  setShadows(size: number): void {
    this.sun.castShadow = size > 0;
    const { shadow } = this.sun;
    if (size === 0 || shadow.mapSize.width === size) return;
    shadow.mapSize.setScalar(size);
    shadow.map?.dispose();
    shadow.map = null;
  }

  /** Centres the shadow map on this spot, in whole texels so that edges do not crawl. */
  follow({ x, y, z }: Vector3): void {
    const texel = (2 * SHADOW_REACH_M) / this.sun.shadow.mapSize.width;
    const target = this.sun.target.position.set(Math.round(x / texel) * texel, y, Math.round(z / texel) * texel);
    this.sun.position.copy(target).addScaledVector(LIGHT_DIRECTION, 55);
  }
}
