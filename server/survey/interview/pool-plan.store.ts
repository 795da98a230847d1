/** What the plans of pools ask for, read by the server for each workspace in turn (SPEC S2). */
import type { PoolPlan } from "../../../schema/messages/interview.ts";
import type { Database } from "../../database/open-database.store.ts";

export type DuePlan = {
  plan: PoolPlan;
  ownerId: string;
  backstories: number;
  /** Since the last round that a plan asked for; null before the first. */
  daysSinceLast: number | null;
  rounds: number;
};

/** Null without a plan, and while a round is in progress or waits to be resumed. */
export const findDuePlan =
  (database: Database) =>
  async (workspaceId: string): Promise<DuePlan | null> => {
    const [found] = await database.em().execute<DuePlan[]>(
      `select p.plan, p.owner_id as "ownerId",
         (select count(*)::int from backstories where workspace_id = p.workspace_id) as backstories,
         (select extract(epoch from now() - max(created_at))::float8 / 86400 from interview_rounds
          where workspace_id = p.workspace_id and is_by_plan) as "daysSinceLast",
         (select count(*)::int from interview_rounds where workspace_id = p.workspace_id) as rounds
       from pool_plans p where p.workspace_id = ? and not exists (
         select from interview_rounds r join durable_jobs j on j.id = r.job_id
         where r.workspace_id = p.workspace_id and j.status in ('queued', 'running', 'paused'))`,
      [workspaceId],
    );
    return found ?? null;
  };
