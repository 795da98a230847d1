/** The voices of servers, for the jobs of a worker (SPEC O7, L2). */
import { untilAborted } from "../../engine/model/wrappers/until-aborted.ts";
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import { inEnglish } from "../../schema/messages/message.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";
import { createVoices } from "./create-voices.adapter.ts";
import type { VoiceConfiguration } from "./providers/provider-settings.ts";
import type { RunningVoices, VoiceDependencies } from "./voice-dependencies.ts";

export type WorkerVoices = {
  /**
   * Opens the voices for a job, with everything a call of a server goes through: tier, routing, limits, redaction,
   * retries, budgets, ledger. They are configured like a server's; without a configured one, the voice that a server of
   * this data folder runs (shared, not loaded twice), else a GGUF that is there, loaded until the last job closes.
   * Waits until one can speak and its skill is known.
   *
   * Call `voices.modelFor("speak", route?)` with the job's scope and a task; its workspace and requester pay. An answer
   * whose `finish.route.provider` is "rehearsal" is no data: no real voice meets the workspace's tier, or VOICE is
   * "rehearsal".
   * @param signal the job's
   * @throws Error why no voice can speak now; the job is tried again later
   */
  open(signal: AbortSignal): Promise<OpenedVoices>;
  close(): Promise<void>;
};

export type OpenedVoices = { voices: RunningVoices; close(): Promise<void> };

/** @param systemWorkspaceId the workspace of calls that serve none in particular */
export function openWorkerVoices(
  configuration: VoiceConfiguration,
  dependencies: VoiceDependencies,
  systemWorkspaceId: string,
): WorkerVoices {
  let current: { voices: RunningVoices; jobs: number } | null = null;

  async function release(from: NonNullable<typeof current>): Promise<void> {
    from.jobs -= 1;
    if (from.jobs > 0) return;
    if (current === from) current = null;
    await from.voices.close();
  }

  return {
    async open(signal) {
      current ??= { voices: createVoices(configuration, { ...dependencies, isWorker: true }), jobs: 0 };
      const ours = current;
      ours.jobs += 1;
      try {
        await untilReady(ours.voices, configuration.VOICE, signal);
        await untilAborted(ours.voices.baseSettled, signal);
        await ours.voices.learnSkills(scopeOfSystem(systemWorkspaceId, "probe-skill", signal));
      } catch (error) {
        await release(ours);
        throw error;
      }
      return { voices: ours.voices, close: () => release(ours) };
    },
    close: async () => current?.voices.close(),
  };
}

function untilReady(voices: RunningVoices, wanted: VoiceConfiguration["VOICE"], signal: AbortSignal): Promise<void> {
  if (wanted === "rehearsal") return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (status: VoiceStatus): void => {
      if (status.kind === "rehearsal" && !status.problem) return;
      stop();
      if (status.kind !== "rehearsal") resolve();
      else reject(new Error(status.problemMessage ? inEnglish(status.problemMessage) : status.problem!));
    };
    const give = () => {
      stop();
      reject(signal.reason as Error);
    };
    const unsubscribe = voices.onStatus(settle);
    const stop = () => {
      unsubscribe();
      signal.removeEventListener("abort", give);
    };
    signal.addEventListener("abort", give, { once: true });
    if (signal.aborted) give();
    else settle(voices.status());
  });
}
