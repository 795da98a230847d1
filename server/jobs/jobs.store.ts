/** Jobs for people and the rest of the server: requesting, listing, pausing, cancelling, retrying. */
import { raw } from "@mikro-orm/core";
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { JobAction, JobListQuery, JobsState, JobStatus, JobView } from "../../schema/messages/job.ts";
import { JobRow } from "../../schema/tables/job.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { shownProblem } from "../messages/shown-problem.ts";
import type { JobDeclaration } from "./define-job.ts";
import type { JobQueue } from "./job-queue.adapter.ts";
import type { FindDeclaration } from "./settle-job.store.ts";

/** Why nothing was done, with the job's status. */
export type JobRefusal =
  { refused: "no-such-job" | "already-there" | "already-paused" } | { refused: "not-so"; status: JobStatus };

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
  const issue = createIssue(queue, findDeclaration);

  return {
    /** @returns its id, or a refusal when its policy admits no other one now. @throws ZodError */
    order: <Payload extends object, Checkpoint>(
      declaration: JobDeclaration<Payload, Checkpoint>,
      payload: Payload,
      scope: Principal,
    ): Promise<{ id: string } | JobRefusal> =>
      database.em().transactional(async (em) => {
        const { name, version } = declaration;
        const { workspaceId } = scope;
        const id = newId();
        const issued = await issue(em, { id, name, workspaceId, payload });
        if ("refused" in issued) return issued;
        await em.insert(JobRow, {
          id,
          workspaceId,
          ownerId: personOf(scope) ?? null,
          name,
          version,
          ticketId: issued.ticketId,
          payload: declaration.payload.parse(payload),
        });
        return { id };
      }),

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

type Alike = Pick<JobRow, "id" | "name" | "workspaceId" | "payload">;

/** @returns its ticket, or a refusal when its policy admits no other one now */
const createIssue =
  (queue: Pick<JobQueue, "issue">, findDeclaration: FindDeclaration) =>
  async (em: EntityManager, job: Alike): Promise<{ ticketId: string } | JobRefusal> => {
    const declaration = findDeclaration(job.name);
    const twin = declaration?.admits === "one-per-payload" ? await findTwin(em, job) : null;
    if (twin !== null) return { refused: twin === "paused" ? "already-paused" : "already-there" };
    const owner = { jobId: job.id, workspaceId: job.workspaceId };
    const ticketId = declaration && (await queue.issue(em, declaration, owner));
    return ticketId ? { ticketId } : { refused: "already-there" };
  };

/** @returns the status of another one that does the same and is not over. Two that are ordered at the same time are looked at in turn. */
async function findTwin(em: EntityManager, { id, name, workspaceId, payload }: Alike): Promise<JobStatus | null> {
  const text = JSON.stringify(payload);
  await em.execute("select pg_advisory_xact_lock(70, hashtext(?))", [`${workspaceId} ${name} ${text}`]);
  const [twin] = await em.execute<{ status: JobStatus }[]>(
    `select status from durable_jobs where workspace_id = ? and name = ? and payload::jsonb = ?::jsonb and id <> ?
       and status in (?) limit 1`,
    [workspaceId, name, text, id, SHOWN.open],
  );
  return twin?.status ?? null;
}

const SHOWN: Record<JobListQuery["shown"], JobStatus[]> = {
  all: ["queued", "running", "paused", "completed", "cancelled", "dead"],
  open: ["queued", "running", "paused"],
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
