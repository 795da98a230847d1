/**
 * The embedded model's own process: `node embedded-model.program.ts` forked with one JSON argument.
 * It runs at low priority, so that the world keeps its tick, and ends with its parent.
 */
import { rmSync } from "node:fs";
import { availableParallelism, constants, setPriority } from "node:os";
import { dirname } from "node:path";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { isMadeToTalk, openEmbeddedModel } from "./embedded-model.adapter.ts";
import { measureThreads } from "./measure-threads.adapter.ts";
import { modelName } from "./model-name.ts";
import { serveModel } from "./serve-model.adapter.ts";

export type EmbeddedModelOptions = {
  modelFile: string;
  /** A unix socket or a Windows named pipe; it does not listen anywhere else. */
  socketPath: string;
  /** As measured earlier on this machine, or null to measure now. */
  threads: number | null;
};

export type EmbeddedModelReport =
  | { type: "step"; step: "loading" | "measuring" }
  | { type: "ready"; threads: number; tokensPerSecond: number | null; sequences: number; talks: boolean }
  | { type: "failed"; message: string };

/** From about a billion weights, each further conversation costs hundreds of megabytes. */
const LARGE_MODEL_BYTES = 1_000_000_000;

const report = (message: EmbeddedModelReport) => process.send?.(message);
process.on("SIGTERM", () => process.exit(0));
// Ctrl+C reaches the whole process group; the parent decides when the model stops.
process.on("SIGINT", () => undefined);

async function main(options: EmbeddedModelOptions): Promise<void> {
  process.on("disconnect", () => {
    // The parent has died, so nobody else removes its private folder.
    if (process.platform !== "win32") rmSync(dirname(options.socketPath), { recursive: true, force: true });
    process.exit(0);
  });
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  report({ type: "step", step: "loading" });
  const cores = availableParallelism();
  const llama = await getLlama({
    // Metal is part of every Apple build; elsewhere the CPU is used.
    gpu: process.platform === "darwin" ? "auto" : false,
    build: "never",
    maxThreads: cores,
    logLevel: LlamaLogLevel.error,
    progressLogs: false,
  });
  const model = await llama.loadModel({ modelPath: options.modelFile });
  if (options.threads === null) report({ type: "step", step: "measuring" });
  const measured =
    options.threads === null ? await measureThreads(model, Math.min(cores, Math.max(1, llama.cpuMathCores))) : null;
  const threads = measured?.threads ?? options.threads!;
  const sequences = model.size > LARGE_MODEL_BYTES || cores < 4 ? 2 : 4;
  const name = modelName(options.modelFile);
  const talks = isMadeToTalk(model, name);
  const server = serveModel(await openEmbeddedModel(llama, model, { threads, sequences, talks }), name);
  if (process.platform !== "win32") rmSync(options.socketPath, { force: true });
  server.listen(options.socketPath, () =>
    report({ type: "ready", threads, tokensPerSecond: measured?.tokensPerSecond ?? null, sequences, talks }),
  );
}

try {
  await main(JSON.parse(process.argv[2]!) as EmbeddedModelOptions);
} catch (error) {
  const failed: EmbeddedModelReport = {
    type: "failed",
    message: error instanceof Error ? error.message : String(error),
  };
  process.send?.(failed, () => process.exit(1));
}
