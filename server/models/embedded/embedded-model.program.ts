/**
 * The embedded models' own process: `node embedded-model.program.ts SOCKET`, forked. Its parent sends it the models to
 * load: a voice, a base model, an embedding model. It runs at low priority, so that the world keeps its tick, and ends with its
 * parent.
 */
import { rmSync } from "node:fs";
import { availableParallelism, constants, setPriority } from "node:os";
import { dirname } from "node:path";
import { getLlama, LlamaLogLevel, type Llama } from "node-llama-cpp";
import { isMadeToTalk, openEmbeddedModel } from "./embedded-model.adapter.ts";
import { openEmbedder } from "./embedding-context.adapter.ts";
import { measureThreads } from "./measure-threads.adapter.ts";
import { modelName } from "./model-name.ts";
import { serveModels, type LoadedModels } from "./serve-model.adapter.ts";

/** `threads`: as measured earlier on this machine, or null to measure now. */
export type LoadRequest =
  { role: WritingRole; file: string; threads: number | null } | { role: "embedding"; file: string };

/** What writes text: a voice, and a base model, which only completes. */
export type WritingRole = "voice" | "base";

export type WriterProperties = { threads: number; tokensPerSecond: number | null; sequences: number; talks: boolean };

export type LoadReport =
  | { role: WritingRole; type: "step"; step: "loading" | "measuring" }
  | { role: "embedding"; type: "step"; step: "loading" }
  | ({ role: WritingRole; type: "ready" } & WriterProperties)
  | { role: "embedding"; type: "ready" }
  | { role: LoadRequest["role"]; type: "failed"; message: string };

/** From about a billion weights, each further conversation costs hundreds of megabytes. */
const LARGE_MODEL_BYTES = 1_000_000_000;
/** The rest is for the voice. */
const EMBEDDING_SHARE_OF_CORES = 1 / 4;

const socketPath = process.argv[2]!;
const cores = availableParallelism();
const report = (message: LoadReport) => process.send?.(message);
process.on("SIGTERM", () => process.exit(0));
// Ctrl+C reaches the whole process group; the parent decides when the models stop.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => {
  // The parent has died, so nobody else removes its private folder.
  if (process.platform !== "win32") rmSync(dirname(socketPath), { recursive: true, force: true });
  process.exit(0);
});
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const loaded: LoadedModels = { voice: null, base: null, embedding: null };
const server = serveModels(loaded);
if (process.platform !== "win32") rmSync(socketPath, { force: true });
const listening = new Promise<void>((resolve) => server.listen(socketPath, resolve));
const llama = getLlama({
  // Metal is part of every Apple build; elsewhere the CPU is used.
  gpu: process.platform === "darwin" ? "auto" : false,
  build: "never",
  maxThreads: cores,
  logLevel: LlamaLogLevel.error,
  progressLogs: false,
});

async function loadWriter(
  llama: Llama,
  { role, file, threads: known }: Extract<LoadRequest, { role: WritingRole }>,
): Promise<WriterProperties> {
  const model = await llama.loadModel({ modelPath: file });
  if (known === null) report({ role, type: "step", step: "measuring" });
  const measured =
    known === null ? await measureThreads(model, Math.min(cores, Math.max(1, llama.cpuMathCores))) : null;
  const threads = measured?.threads ?? known!;
  const places = model.size > LARGE_MODEL_BYTES || cores < 4 ? 2 : 4;
  const name = modelName(file);
  const talks = role === "voice" && isMadeToTalk(model, name);
  loaded[role] = { name, model: await openEmbeddedModel(llama, model, { threads, places, talks }) };
  return { threads, tokensPerSecond: measured?.tokensPerSecond ?? null, sequences: places, talks };
}

async function loadEmbedding(llama: Llama, file: string): Promise<void> {
  const model = await llama.loadModel({ modelPath: file });
  const threads = Math.max(1, Math.floor(cores * EMBEDDING_SHARE_OF_CORES));
  loaded.embedding = { name: modelName(file), model: await openEmbedder(model, threads) };
}

async function load(request: LoadRequest): Promise<void> {
  const { role, file } = request;
  report({ role, type: "step", step: "loading" });
  try {
    await listening;
    if (request.role === "embedding") {
      await loadEmbedding(await llama, file);
      report({ role: "embedding", type: "ready" });
    } else report({ role: request.role, type: "ready", ...(await loadWriter(await llama, request)) });
  } catch (error) {
    report({ role, type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

process.on("message", (request: LoadRequest) => void load(request));
