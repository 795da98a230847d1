/** Every schedule, in the queue: once for each workspace, or once for the whole system. */
import type { AnyJob } from "./define-job.ts";
import type { JobQueue } from "./job-queue.adapter.ts";

export type ScheduledWorkspaces = {
  /** For whom jobs of the whole system run. */
  systemWorkspaceId: string;
  listWorkspaceIds(): Promise<string[]>;
};

/** @returns what adds the schedules that are missing, also those of a workspace made since */
export function keepSchedules(
  queue: Pick<JobQueue, "schedule">,
  declarations: readonly AnyJob[],
  { systemWorkspaceId, listWorkspaceIds }: ScheduledWorkspaces,
): () => Promise<void> {
  const kept = new Set<string>();
  return async () => {
    const workspaceIds = await listWorkspaceIds();
    for (const { name, admits, schedule } of declarations) {
      if (!schedule) continue;
      for (const workspaceId of schedule.for === "system" ? [systemWorkspaceId] : workspaceIds) {
        const key = JSON.stringify([name, workspaceId]);
        if (kept.has(key)) continue;
        await queue.schedule({ name, admits, cron: schedule.cron }, workspaceId);
        kept.add(key);
      }
    }
  };
}
