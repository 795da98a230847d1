import { existsSync } from "node:fs";
import { availableParallelism, freemem, totalmem } from "node:os";
import type { Machine } from "./choose-suitable-model.ts";

/** Where NVIDIA's driver lists its GPUs on Linux. */
const NVIDIA_CARDS = "/proc/driver/nvidia/gpus";

export function describeMachine(): Machine {
  const hasMetal = process.platform === "darwin" && process.arch === "arm64";
  return {
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
    gpu: hasMetal ? "metal" : existsSync(NVIDIA_CARDS) ? "nvidia" : null,
  };
}
