/** What is drawn how finely, from best to barely. */
export type QualityLevel = { pixelRatio: number; shadowSize: number; detail: number };

const LEVELS: readonly QualityLevel[] = [
  { pixelRatio: 2, shadowSize: 2048, detail: 46 },
  { pixelRatio: 1.5, shadowSize: 2048, detail: 40 },
  { pixelRatio: 1, shadowSize: 1024, detail: 30 },
  { pixelRatio: 0.85, shadowSize: 0, detail: 22 },
  { pixelRatio: 0.6, shadowSize: 0, detail: 14 },
];
const WINDOW_FRAMES = 45;
/** Slower than this a step down, faster than this for long a step up again. */
const SLOW_MS = 27;
const FAST_MS = 14;
const FAST_WINDOWS = 8;
/** The first frames compile shaders and say nothing. */
const WARM_UP_FRAMES = 20;

/** Picks the level that this machine draws smoothly, from measured frame times. */
export class Quality {
  level: QualityLevel;
  frameMs = 16;
  #index: number;
  #isFixed: boolean;
  #frames = -WARM_UP_FRAMES;
  #sum = 0;
  #fastWindows = 0;
  /** A level that proved too slow is not tried again. */
  #best = 0;

  constructor(quality: "auto" | "low" | "high") {
    this.#isFixed = quality !== "auto";
    this.#index = quality === "low" ? 3 : quality === "high" ? 0 : 1;
    this.level = LEVELS[this.#index]!;
  }

  /** True when the level changed. */
  measure(ms: number): boolean {
    // A hidden tab or a debugger is no slow machine.
    if (this.#isFixed || ms > 400) return false;
    this.#frames++;
    if (this.#frames <= 0) return false;
    this.#sum += ms;
    if (this.#frames < WINDOW_FRAMES) return false;
    this.frameMs = this.#sum / this.#frames;
    this.#frames = 0;
    this.#sum = 0;
    this.#fastWindows = this.frameMs < FAST_MS ? this.#fastWindows + 1 : 0;
    if (this.frameMs > SLOW_MS && this.#index < LEVELS.length - 1) {
      this.#best = this.#index + 1;
      return this.#go(this.#index + 1);
    }
    if (this.#fastWindows >= FAST_WINDOWS && this.#index > this.#best) return this.#go(this.#index - 1);
    return false;
  }

  #go(index: number): boolean {
    this.#index = index;
    this.level = LEVELS[index]!;
    this.#fastWindows = 0;
    this.#frames = -WARM_UP_FRAMES / 2;
    return true;
  }
}
