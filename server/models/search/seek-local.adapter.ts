/** Finds an unconfigured voice on this machine: a running server, a model on disk, or a fetched model (SPEC L2). */
import { join } from "node:path";
import type { HubModel } from "../../../engine/model/price/price-table.ts";
import type { VoiceStatus } from "../../../schema/messages/voice.ts";
import { message } from "../../../schema/messages/message.ts";
import { DescribedError } from "../../messages/described-error.ts";
import { acquireModel } from "../acquire/acquire-model.adapter.ts";
import { describeMachine } from "../acquire/describe-machine.adapter.ts";
import { inMegabytes } from "../acquire/download-file.adapter.ts";
import { findModelFile } from "../acquire/find-model-file.adapter.ts";
import { HUB_URL } from "../acquire/hub-file.adapter.ts";
import {
  discoverEndpoint,
  USUAL_PLACES,
  type FoundEndpoint,
  type UsualPlace,
} from "../providers/discover-endpoint.adapter.ts";

/** Where to look for voices; tests use their own servers. */
export type LocalPlaces = { hubUrl?: string; python?: string; places?: UsualPlace[] };

type Search = LocalPlaces & {
  /** Folder of models in the data folder. */
  folder: string;
  modelFile: string | undefined;
  /** MODEL names the embedded model: other servers are ignored. */
  onlyEmbedded: boolean;
  /** Models that may be fetched; null when none may. */
  choices: HubModel[] | null;
  signal: AbortSignal;
  onProgress(arriving: VoiceStatus["arriving"]): void;
  log(line: string): void;
};

/**
 * @returns a server, or the GGUF file to load
 * @throws an Error with a message for people when there is neither and none could be fetched
 */
export async function seekLocal(search: Search): Promise<FoundEndpoint | string> {
  const { signal, log, onProgress } = search;
  const found = search.onlyEmbedded ? null : await discoverEndpoint(signal, search.places ?? USUAL_PLACES);
  signal.throwIfAborted();
  if (found) return found;
  const folder = join(search.folder, "models");
  const file = await findModelFile(folder, "MODEL_FILE", search.modelFile);
  signal.throwIfAborted();
  if (file) return file;
  if (search.choices === null) throw new DescribedError(message("no-voice-here", { folder }));
  const fetched = await acquireModel({
    folder,
    choices: search.choices,
    machine: describeMachine(),
    hubUrl: search.hubUrl ?? HUB_URL,
    python: search.python ?? (process.platform === "win32" ? "python" : "python3"),
    signal,
    onProgress,
    announce: ({ name, sizeBytes, source }) =>
      log(
        `Fetching the voice ${name} (${inMegabytes(sizeBytes)}) from ${source}. To decline, start with VOICE=rehearsal npm start.`,
      ),
    log,
  });
  signal.throwIfAborted();
  return fetched;
}
