/** Jobs, for operators (SPEC O7). */
import { z } from "zod";
import { JobAction, JobList, JobListQuery, JobOrder, JobsState, JobView } from "../../schema/messages/job.ts";
import { inEnglish, type Message } from "../../schema/messages/message.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { ALL_JOBS, findJob } from "./all-jobs.ts";
import type { JobRefusal, Jobs } from "./jobs.store.ts";

const area = "Jobs";
const access = ["operator", "admin"] as const;

export const jobRoutes = (jobs: Pick<Jobs, "list" | "act" | "order" | "readState">): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/jobs",
      summary: "Durable jobs, newest first: where they stand and why they failed",
      area,
      access,
      query: JobListQuery,
      answer: JobList,
    },
    async ({ scope, query }) => {
      const page = await jobs.list(scope, { ...query, limit: query.limit + 1 });
      const shown = page.slice(0, query.limit);
      return { jobs: shown, next: page.length > query.limit ? shown.at(-1)!.id : null };
    },
  ),
  defineRoute(
    {
      method: "get",
      path: "/api/jobs/state",
      summary: "What waits, since when, and whether a worker is at work",
      area,
      access,
      answer: JobsState,
    },
    async ({ scope }) => ({
      ...(await jobs.readState(scope.workspaceId)),
      onDemand: ALL_JOBS.filter(({ schedule }) => schedule).map(({ name }) => name),
    }),
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/jobs",
      summary: "Ask now for a job that is otherwise due by its schedule",
      area,
      access,
      status: 201,
      body: JobOrder,
      answer: z.object({ id: z.string() }),
    },
    async ({ scope, body: { name } }) => {
      const declaration = findJob(name);
      if (!declaration?.schedule) throw refusal({ refused: "no-such-job" });
      const ordered = await jobs.order(declaration, {}, scope);
      if ("refused" in ordered) throw refusal(ordered);
      return ordered;
    },
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/jobs/:id/:action",
      summary: "Pause, resume or cancel a job, or retry a dead one; a running job obeys at its next checkpoint",
      area,
      access,
      params: z.object({ id: z.string().min(1).max(100), action: JobAction }),
      answer: JobView,
    },
    async ({ scope, params: { id, action } }) => {
      const job = await jobs.act(scope, id, action);
      if ("refused" in job) throw refusal(job);
      return job;
    },
  ),
];

function refusal(why: JobRefusal): Problem {
  if ("status" in why) {
    const status: Message = { code: `job-status-${why.status}`, values: {} };
    return new Problem(409, `The job is already ${inEnglish(status)}, so this cannot be done. Reload the list.`, {
      code: "job-not-so",
      values: { status },
    });
  }
  if (why.refused === "no-such-job")
    return new Problem(404, "This job no longer exists. Reload the list.", { code: "no-such-job" });
  if (why.refused === "already-paused")
    return new Problem(409, "The same job is in the list already, paused. Resume that one.", {
      code: "job-already-paused",
    });
  return new Problem(409, "A job of this kind is already waiting or running. It is in the list.", {
    code: "job-already-there",
  });
}
