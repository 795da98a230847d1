import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";

/** Measured thread counts by model file and machine, in one small JSON file. */
export function rememberedThreads(file: string, modelFile: string) {
  const key = createHash("sha256")
    .update([modelFile, statSync(modelFile).size, cpus()[0]?.model, availableParallelism()].join("\n"))
    .digest("hex")
    .slice(0, 16);
  const read = (): Record<string, number> => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    } catch {
      // Missing or corrupt: measure again.
      return {};
    }
  };
  return {
    get: (): number | null => read()[key] ?? null,
    set: (threads: number): void => {
      if (read()[key] === threads) return;
      try {
        writeFileSync(file, `${JSON.stringify({ ...read(), [key]: threads })}\n`);
      } catch {
        // If the folder is not writable, the next start just measures again.
      }
    },
  };
}
