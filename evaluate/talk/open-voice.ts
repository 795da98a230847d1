/** The voice to be evaluated: the one that a server with the same settings would use, or the one that `--model` names. */
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { readConfiguration } from "../../server/configuration/read-configuration.process.ts";
import { createVoices } from "../../server/models/create-voices.adapter.ts";
import type { RunningVoices } from "../../server/models/voice-dependencies.ts";
import { inProject, projectFolder } from "../../setup/project.mjs";

const LOOK_EVERY_MS = 200;
const LONGEST_WAIT_MS = 300_000;

/**
 * @param model `provider/model`, "rehearsal", the path of a .gguf file, or null for the configured one
 * @throws Error when it is not ready within five minutes
 */
export async function openVoice(
  model: string | null,
  recordCall: (record: CallRecord) => void,
  log: (line: string) => void,
): Promise<RunningVoices> {
  const { configuration, secretFiles } = readConfiguration(process.env, projectFolder);
  const isFile = model?.endsWith(".gguf") ?? false;
  const isRehearsal = model === null ? configuration.VOICE === "rehearsal" : /^rehearsal\b/.test(model);
  const folder = inProject("build", "evaluate", "data");
  mkdirSync(inProject("build", "evaluate", "data", "models"), { recursive: true });
  const voices = createVoices(
    {
      ...configuration,
      // An evaluation fetches nothing: it measures what is there. Only without `--model` the place's own models count.
      DATA_DIR: model === null ? configuration.DATA_DIR : folder,
      VOICE: isRehearsal ? "rehearsal" : "auto",
      ...(model && isFile && { MODEL_FILE: model, MODEL: "embedded/file" }),
      ...(model && !isFile && !isRehearsal && { MODEL: model }),
      secretFiles,
    },
    { recordCall, log, rehearsalWordMs: 0 },
  );
  const deadlineMs = performance.now() + LONGEST_WAIT_MS;
  while (!isRehearsal && voices.status().kind === "rehearsal") {
    const { problem } = voices.status();
    if (performance.now() > deadlineMs || (problem && !voices.status().arriving)) {
      await voices.close();
      throw new Error(`No voice to evaluate: ${problem ?? "it was not ready within five minutes"}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  return voices;
}
