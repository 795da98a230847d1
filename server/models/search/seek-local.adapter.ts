/** A voice on this machine that nobody configured: a server that runs already, a model on disk, at last one fetched (SPEC L2). */
import { join } from "node:path";
import type { HubModel } from "../../../engine/model/price/price-table.ts";
import type { VoiceStatus } from "../../../schema/messages/voice.ts";
import { acquireModel } from "../acquire/acquire-model.adapter.ts";
import { describeMachine } from "../acquire/describe-machine.adapter.ts";
import { findModelFile } from "../acquire/find-model-file.adapter.ts";
import { HUB_URL } from "../acquire/hub-file.adapter.ts";
import {
  discoverEndpoint,
  USUAL_PLACES,
  type FoundEndpoint,
  type UsualPlace,
} from "../providers/discover-endpoint.adapter.ts";

/** Where voices are looked for; tests point these at servers of their own. */
export type LocalPlaces = { hubUrl?: string; python?: string; places?: UsualPlace[] };

type Search = LocalPlaces & {
  /** Of the data folder. */
  folder: string;
  modelFile: string | undefined;
  /** MODEL asks for the embedded one: other servers are left alone. */
  onlyEmbedded: boolean;
  choices: HubModel[];
  signal: AbortSignal;
  onProgress(arriving: VoiceStatus["arriving"]): void;
  log(line: string): void;
};

/**
 * A server, or the GGUF file to load.
 * @throws an Error in words when there is neither and none could be fetched
 */
export async function seekLocal(search: Search): Promise<FoundEndpoint | string> {
  const { signal, log, onProgress } = search;
  const found = search.onlyEmbedded ? null : await discoverEndpoint(signal, search.places ?? USUAL_PLACES);
  signal.throwIfAborted();
  if (found) return found;
  const folder = join(search.folder, "models");
  const file = await findModelFile(folder, search.modelFile);
  signal.throwIfAborted();
  if (file) return file;
  const fetched = await acquireModel({
    folder,
    choices: search.choices,
    machine: describeMachine(),
    hubUrl: search.hubUrl ?? HUB_URL,
    python: search.python ?? (process.platform === "win32" ? "python" : "python3"),
    signal,
    onProgress,
    log,
  });
  signal.throwIfAborted();
  return fetched;
}
