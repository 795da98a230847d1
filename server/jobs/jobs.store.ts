/** Jobs for people and the rest of the server: requesting, listing, pausing, cancelling, retrying. */
import { raw } from "@mikro-orm/core";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { JobAction, JobListQuery, JobsState, JobStatus, JobView } from "../../schema/messages/job.ts";
import { JobRow } from "../../schema/tables/job.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import type { JobDeclaration } from "./define-job.ts";
import type { JobQueue } from "./job-queue.adapter.ts";
import { createOrdering, OPEN_STATUSES, type FindDeclaration, type OrderRefusal } from "./order-job.store.ts";

/** Why nothing was done, with the job's status. */
export type JobRefusal = OrderRefusal | { refused: "no-such-job" } | { refused: "not-so"; status: JobStatus };

/** `…Seconds`: ages by the database's clock, 0 when there is none. */
export type JobFigures = Omit<JobsState, "onDemand"> & {
  oldestQueuedSeconds: number;
  workerSilentSeconds: number | null;
};

export type Jobs = ReturnType<typeof createJobs>;

/** A worker without a heartbeat for this long counts as not running. */
const WORKER_SILENT_SECONDS = 15;

export function createJobs(
  database: Database,
  queue: Pick<JobQueue, "issue" | "withdraw">,
  findDeclaration: FindDeclaration,
) {
  const { issue, orderIn, orderAfterCancel } = createOrdering(queue, findDeclaration);

  return {
    /** @returns its id, or a refusal when its policy admits no other one now. @throws ZodError */
    order: <Payload extends object, Checkpoint>(
      declaration: JobDeclaration<Payload, Checkpoint>,
      payload: Payload,
      scope: Principal,
    ): Promise<{ id: string } | JobRefusal> =>
      database
        .em()
        .transactional((em) =>
          orderIn(em, declaration, payload, { workspaceId: scope.workspaceId, ownerId: personOf(scope) ?? null }),
        ),

    async list(scope: Principal, { shown, limit, cursor = "" }: JobListQuery): Promise<JobView[]> {
      const values = [scope.workspaceId, SHOWN[shown], cursor, cursor, limit];
      const rows = (await database.inScope(scope, (em) => em.execute(LIST, values))) as ViewRow[];
      return rows.map(toView);
    },

    /** @returns the job afterwards, or why nothing was done */
    async act(scope: Principal, id: string, action: JobAction): Promise<JobView | JobRefusal> {
      const { workspaceId } = scope;
      // The queue's own tables have no policies, so what may be acted on is asked in the scope first.
      const isThere = await database.inScope(scope, (em) => em.count(JobRow, { id, workspaceId }));
      if (isThere === 0) return { refused: "no-such-job" };
      return database.em().transactional(async (em) => {
        const rows = (await em.execute("select * from durable_jobs where id = ? and workspace_id = ? for update", [
          id,
          workspaceId,
        ])) as object[];
        if (!rows[0]) return { refused: "no-such-job" };
        const job = em.map(JobRow, rows[0]);
        const status = job.status as JobStatus;
        if (!ALLOWED[action].includes(status)) return { refused: "not-so", status };
        if (action === "resume" || action === "retry") {
          const issued = await issue(em, job);
          if ("refused" in issued) return issued;
          await em.nativeUpdate(
            JobRow,
            { id },
            { status: "queued", ticketId: issued.ticketId, queuedAt: raw("now()"), endedAt: null, problem: null },
          );
        } else if (status === "running") await em.nativeUpdate(JobRow, { id }, { wish: action });
        else {
          if (status === "queued") await queue.withdraw(em, job.name, job.ticketId);
          await em.nativeUpdate(
            JobRow,
            { id },
            action === "pause" ? { status: "paused" } : { status: "cancelled", endedAt: raw("now()") },
          );
          if (action === "cancel") await orderAfterCancel(em, job);
        }
        const found = await em.execute(`select ${VIEW} where j.id = ?`, [id]);
        return toView((found as ViewRow[])[0]!);
      });
    },

    /** State of the queue; of all workspaces if none is given. */
    async readState(workspaceId: string | null): Promise<JobFigures> {
      const [row] = await database.query<StateRow>(STATE, [workspaceId]);
      const { workerSeenAt, oldestQueuedAt, ...rest } = row!;
      return { ...rest, workerSeenAt: toIso(workerSeenAt), oldestQueuedAt: toIso(oldestQueuedAt) };
    },
  };
}

const SHOWN: Record<JobListQuery["shown"], JobStatus[]> = {
  all: ["queued", "running", "paused", "completed", "cancelled", "dead"],
  open: [...OPEN_STATUSES],
  dead: ["dead"],
};
const ALLOWED: Record<JobAction, JobStatus[]> = {
  pause: ["queued", "running"],
  resume: ["paused"],
  cancel: ["queued", "running", "paused"],
  retry: ["dead"],
};

type ViewRow = Pick<JobRow, "id" | "name" | "attempt" | "done" | "problem"> & {
  status: JobStatus;
  wish: JobView["wish"];
  total: number | null;
  askedBy: string | null;
} & Record<"createdAt" | "startedAt" | "endedAt", Date | string | null>;

const VIEW = `
  j.id, j.name, j.status, j.wish, j.attempt, j.done, j.total, j.problem, u.name as "askedBy",
  j.created_at as "createdAt", j.started_at as "startedAt", j.ended_at as "endedAt"
  from durable_jobs j left join users u on u.id = j.owner_id`;

const LIST = `select ${VIEW} where j.workspace_id = ? and j.status in (?) and (? = '' or j.id < ?) order by j.id desc limit ?`;

type StateRow = Omit<JobFigures, "workerSeenAt" | "oldestQueuedAt"> &
  Record<"workerSeenAt" | "oldestQueuedAt", Date | string | null>;

const STATE = {
  name: "jobs-state",
  text: `
    select count(*) filter (where status = 'queued')::int as queued,
      count(*) filter (where status = 'running')::int as running,
      count(*) filter (where status = 'paused')::int as paused,
      count(*) filter (where status = 'dead')::int as dead,
      min(queued_at) filter (where status = 'queued') as "oldestQueuedAt",
      coalesce(extract(epoch from now() - min(queued_at) filter (where status = 'queued')), 0)::float8 as "oldestQueuedSeconds",
      (select max(beat_at) from job_workers) as "workerSeenAt",
      (select extract(epoch from now() - max(beat_at))::float8 from job_workers) as "workerSilentSeconds",
      exists (select from job_workers where beat_at > now() - interval '${WORKER_SILENT_SECONDS} seconds') as "isWorkerAlive"
    from durable_jobs where $1::text is null or workspace_id = $1`,
};

const toIso = (at: Date | string | null): string | null => at && new Date(at).toISOString();

function toView({ attempt, done, total, problem, createdAt, startedAt, endedAt, ...rest }: ViewRow): JobView {
  return {
    ...rest,
    attempts: attempt,
    progress: { done, total },
    createdAt: toIso(createdAt)!,
    startedAt: toIso(startedAt),
    endedAt: toIso(endedAt),
    ...shownProblem(problem ?? null),
  };
}
