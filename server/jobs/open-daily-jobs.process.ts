import type { Logger } from "pino";
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import type { RunningVoices } from "../models/voice-dependencies.ts";
import { startDailyJobs } from "./daily-jobs.process.ts";

/** Starts the daily jobs without keeping anybody waiting; a server that may not have them says so, and runs. */
export function openDailyJobs(
  databaseUrl: string,
  workspaceId: string,
  voices: Pick<RunningVoices, "checkProviders">,
  reconcile: (signal: AbortSignal) => Promise<void>,
  log: Pick<Logger, "error">,
): { close(): Promise<void> } {
  const jobs = [
    {
      name: "check-models",
      hour: 3,
      run: async (signal: AbortSignal) =>
        void (await voices.checkProviders(scopeOfSystem(workspaceId, "check-models", signal))),
    },
    { name: "reconcile-bills", hour: 4, run: reconcile },
  ];
  const running = startDailyJobs({ databaseUrl, jobs, log }).catch((error: unknown) => {
    log.error({ err: error }, "daily jobs cannot run; the database user may not create the schema they live in");
    return null;
  });
  return { close: async () => (await running)?.close() };
}
