import type { WorldLight } from "../world-types.ts";

/** One cycle from golden hour to lantern light and back. */
const CYCLE_SECONDS = 900;
/** Duration of the transition when the light is switched. */
const DUSK_SECONDS = 2.5;

/** How dark it is: 0 golden hour, 1 lantern light. */
export class Nightfall {
  light: WorldLight;
  #night: number;

  constructor(light: WorldLight) {
    this.light = light;
    this.#night = this.#wanted(0);
  }

  /** `seconds` since the world was entered, `dt` since the last call. */
  advance(seconds: number, dt: number, isSudden: boolean): number {
    const most = isSudden ? 1 : dt / DUSK_SECONDS;
    this.#night += Math.max(-most, Math.min(most, this.#wanted(seconds) - this.#night));
    return this.#night;
  }

  #wanted(seconds: number): number {
    if (this.light === "cycle") return 0.5 - 0.5 * Math.cos((seconds / CYCLE_SECONDS) * Math.PI * 2);
    return this.light === "lantern" ? 1 : 0;
  }
}
