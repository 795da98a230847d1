/** The search for an embedding model: the configured one, else one that this machine has or can fetch (SPEC M5, L2). */
import { join } from "node:path";
import { withEmbeddingPrefixes } from "../../../engine/model/embedding-prefixes.ts";
import type { EmbeddingSource } from "../../../engine/model/embedding-source.ts";
import { routeName, type EmbeddingModel } from "../../../engine/model/language-model.ts";
import type { ModelsFile } from "../../../engine/model/price/price-table.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import type { MemoryStatus } from "../../../schema/messages/voice.ts";
import { reasonOf } from "../../messages/described-error.ts";
import { fetchFromHub } from "../acquire/acquire-model.adapter.ts";
import { describeMachine } from "../acquire/describe-machine.adapter.ts";
import { inMegabytes } from "../acquire/download-file.adapter.ts";
import { findModelFile } from "../acquire/find-model-file.adapter.ts";
import { HUB_URL } from "../acquire/hub-file.adapter.ts";
import type { EmbeddedModels } from "../embedded/embedded-models.adapter.ts";
import type { EmbeddingState } from "../embedded/run-embedded-models.process.ts";
import type { VoiceConfiguration } from "../providers/provider-settings.ts";
import type { StatusBoard } from "../status-board.ts";
import type { LocalPlaces } from "./seek-local.adapter.ts";

type Ports = {
  configuration: Pick<VoiceConfiguration, "DATA_DIR" | "EMBEDDING_MODEL" | "EMBEDDING_FILE" | "VOICE">;
  /** EMBEDDING_MODEL's; null where none is named, or it cannot be used. */
  configured: EmbeddingModel | null;
  models: Pick<ModelsFile, "embedding" | "embeddingPrefixes">;
  places: Pick<LocalPlaces, "hubUrl">;
  embedded: EmbeddedModels;
  board: StatusBoard;
  signal: AbortSignal;
  log(line: string): void;
};

/** Its own folder: of the files in `models`, the newest speaks. */
export const embeddingFolder = (dataFolder: string): string => join(dataFolder, "models", "embedding");

export function createEmbeddingSearch(ports: Ports): EmbeddingSource & { seek(): Promise<void> } {
  const { configuration, models, board, signal, log } = ports;
  const listeners = new Set<() => void>();
  let current: EmbeddingModel | null = null;

  const show = (change: Partial<MemoryStatus>) => board.update({ memory: { ...board.get().memory, ...change } });
  function use(model: EmbeddingModel | null): void {
    const next = model && withEmbeddingPrefixes(model, models.embeddingPrefixes);
    if (next?.route.model === current?.route.model) return;
    current = next;
    show({ model: next && routeName(next.route) });
    if (next) log(`Memories are found by meaning, with ${next.route.model}.`);
    for (const listener of listeners) listener();
  }
  function reportProblem(problem: Message): void {
    if (signal.aborted) return;
    log(inEnglish(problem));
    show({ arriving: null, problem });
  }

  function onEmbedded(state: EmbeddingState, name: string, model: EmbeddingModel | null): void {
    use(model);
    if (state.phase === "ready") show({ arriving: null, problem: null });
    else if (state.phase === "failed")
      reportProblem(message("model-cannot-run", { model: name, problem: state.problem }));
    else show({ arriving: { step: "loading", model: name, receivedBytes: 0, totalBytes: null } });
  }

  async function findFile(): Promise<string | null> {
    const folder = embeddingFolder(configuration.DATA_DIR);
    const file = await findModelFile(folder, "EMBEDDING_FILE", configuration.EMBEDDING_FILE);
    if (file !== null || configuration.VOICE === "rehearsal" || models.embedding.length === 0) return file;
    return fetchFromHub({
      folder,
      choices: models.embedding,
      machine: describeMachine(),
      hubUrl: ports.places.hubUrl ?? HUB_URL,
      signal,
      onProgress: (arriving) => show({ arriving }),
      announce: ({ name, sizeBytes, source }) =>
        log(
          `Fetching ${name} (${inMegabytes(sizeBytes)}) from ${source}, to find memories by meaning. To decline, start with EMBEDDING_MODEL=off npm start.`,
        ),
    });
  }

  if (ports.configured) use(ports.configured);
  return {
    get: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Never throws; failures are shown. */
    async seek() {
      if (configuration.EMBEDDING_MODEL) return;
      try {
        const file = await findFile();
        if (file !== null && !signal.aborted) ports.embedded.loadEmbedding(file, onEmbedded);
      } catch (error) {
        reportProblem(message("no-embedding-model", { problem: reasonOf(error as Error) }));
      }
    },
  };
}
