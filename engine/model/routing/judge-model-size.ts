/** Whether a route leads to a small model, which needs a short prompt. */
import type { Route } from "../language-model.ts";

/** Below this many billion parameters, instructions of more than a few lines are counterproductive. */
const SMALL_BILLIONS = 3;

/** By the size in the name ("SmolLM2-135M", "llama3.2:1b"); without one, embedded and rehearsal voices count as small. */
export function isSmallModel({ provider, model }: Route): boolean {
  const size = /(?<![\d.])(\d+(?:\.\d+)?)\s*([mb])(?![a-z])/i.exec(model);
  if (!size) return provider === "embedded" || provider === "rehearsal";
  const billions = Number(size[1]) / (size[2]?.toLowerCase() === "m" ? 1000 : 1);
  return billions < SMALL_BILLIONS;
}
