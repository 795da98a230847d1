/** Levels of rendering detail, from best to minimal. */
export type QualityLevel = {
  pixelRatio: number;
  /** 0 for no shadows except the soft ones under bodies. */
  shadowSize: number;
  /** Figures beyond this many metres are simplified. */
  detail: number;
  /** Share of the grass that grows. */
  meadow: number;
};

const LEVELS: readonly QualityLevel[] = [
  { pixelRatio: 2, shadowSize: 2048, detail: 46, meadow: 1 },
  { pixelRatio: 1.5, shadowSize: 2048, detail: 40, meadow: 1 },
  { pixelRatio: 1, shadowSize: 1024, detail: 30, meadow: 0.6 },
  { pixelRatio: 0.85, shadowSize: 0, detail: 22, meadow: 0.3 },
  { pixelRatio: 0.7, shadowSize: 0, detail: 22, meadow: 0 },
];
/** Frame times are averaged over a window of this many frames, or fewer that took this long. */
const WINDOW_FRAMES = 45;
const WINDOW_MS = 1500;
/** Thresholds of the mean frame time: one level down, straight to the last level, and (held for a while) one level up. */
const SLOW_MS = 27;
const HOPELESS_MS = 80;
const FAST_MS = 14;
const FAST_WINDOWS = 8;
/** The first frames compile shaders and are ignored. */
const WARM_UP_FRAMES = 20;
const WARM_UP_MS = 1000;
/** Longer frames come from a hidden tab or a debugger, and are ignored. */
const LONGEST_FRAME_MS = 500;

/** Picks the level that this machine draws smoothly, from measured frame times; `isSlow` when it is known to have no GPU. */
export class Quality {
  level: QualityLevel;
  frameMs = 16;
  #index: number;
  #isFixed: boolean;
  #isWarmingUp = true;
  #frames = 0;
  #sum = 0;
  #fastWindows = 0;
  /** The best level still allowed: one that proved too slow is not tried again. */
  #best = 0;

  constructor(quality: "auto" | "low" | "high", isSlow = false) {
    this.#isFixed = quality !== "auto";
    this.#index = quality === "low" ? 3 : quality === "high" ? 0 : isSlow ? LEVELS.length - 1 : 1;
    this.level = LEVELS[this.#index]!;
  }

  /** True when the level changed. */
  measure(ms: number): boolean {
    if (this.#isFixed) return false;
    this.#frames += 1;
    this.#sum += Math.min(ms, LONGEST_FRAME_MS);
    const [frames, longest] = this.#isWarmingUp ? [WARM_UP_FRAMES, WARM_UP_MS] : [WINDOW_FRAMES, WINDOW_MS];
    if (this.#frames < frames && this.#sum < longest) return false;
    const wasWarmingUp = this.#isWarmingUp;
    const frameMs = this.#sum / this.#frames;
    this.#isWarmingUp = false;
    this.#frames = this.#sum = 0;
    return wasWarmingUp ? false : this.#judge(frameMs);
  }

  #judge(frameMs: number): boolean {
    this.frameMs = frameMs;
    this.#fastWindows = frameMs < FAST_MS ? this.#fastWindows + 1 : 0;
    if (frameMs > SLOW_MS && this.#index < LEVELS.length - 1) {
      this.#best = frameMs > HOPELESS_MS ? LEVELS.length - 1 : this.#index + 1;
      return this.#go(this.#best);
    }
    if (this.#fastWindows >= FAST_WINDOWS && this.#index > this.#best) return this.#go(this.#index - 1);
    return false;
  }

  #go(index: number): boolean {
    this.#index = index;
    this.level = LEVELS[index]!;
    this.#fastWindows = 0;
    this.#isWarmingUp = true;
    return true;
  }
}
