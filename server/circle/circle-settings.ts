import type { Circle } from "./circle.ts";

type Settings = Pick<Circle, "kind" | "mode" | "speed" | "turnWeights" | "debate" | "paused">;

/** Stores the settings however they changed: a pause by the circle itself survives a restart, too. */
export class CircleSettings {
  readonly #store: (settings: Settings) => void;
  #stored: string;

  constructor(circle: Circle, store: (settings: Settings) => void) {
    this.#store = store;
    this.#stored = JSON.stringify(settingsOf(circle));
  }

  store(circle: Circle): void {
    const settings = settingsOf(circle);
    const text = JSON.stringify(settings);
    if (text === this.#stored) return;
    this.#stored = text;
    this.#store(settings);
  }
}

const settingsOf = ({ kind, mode, speed, turnWeights, debate, paused }: Circle): Settings => ({
  kind,
  mode,
  speed,
  turnWeights,
  debate,
  paused,
});
