/** Orders a job: its row and its place in the queue are there together, or neither. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { JobRow } from "../../schema/tables/job.table.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { AnyJob } from "./define-job.ts";
import type { JobQueue } from "./job-queue.adapter.ts";

/** The same job is there already. */
export type OrderRefusal = { refused: "already-there" | "already-paused" };

export type FindDeclaration = (name: string) => AnyJob | null;

type Alike = Pick<JobRow, "id" | "name" | "workspaceId" | "payload">;
type Requester = Pick<JobRow, "workspaceId"> & { ownerId: string | null };

/** Each in the transaction of the caller. */
export function createOrdering(queue: Pick<JobQueue, "issue">, findDeclaration: FindDeclaration) {
  /** @returns its ticket, or a refusal when its policy admits no other one now */
  async function issue(em: EntityManager, job: Alike): Promise<{ ticketId: string } | OrderRefusal> {
    const declaration = findDeclaration(job.name);
    const twin = declaration?.admits === "one-per-payload" ? await findTwin(em, job) : null;
    if (twin !== null) return { refused: twin === "paused" ? "already-paused" : "already-there" };
    const owner = { jobId: job.id, workspaceId: job.workspaceId };
    const ticketId = declaration && (await queue.issue(em, declaration, owner));
    return ticketId ? { ticketId } : { refused: "already-there" };
  }

  /** @throws ZodError */
  async function orderIn(
    em: EntityManager,
    { name, version, payload: shape }: AnyJob,
    payload: object,
    { workspaceId, ownerId }: Requester,
  ): Promise<{ id: string } | OrderRefusal> {
    const id = newId();
    const issued = await issue(em, { id, name, workspaceId, payload });
    if ("refused" in issued) return issued;
    const { ticketId } = issued;
    await em.insert(JobRow, { id, workspaceId, ownerId, name, version, ticketId, payload: shape.parse(payload) });
    return { id };
  }

  return {
    issue,
    orderIn,
    /** Where one is there already, that one does it. */
    async orderAfterCancel(em: EntityManager, { name, payload, workspaceId, ownerId }: Cancelled): Promise<void> {
      const follower = findDeclaration(name)?.afterCancel;
      if (follower) await orderIn(em, follower, payload as object, { workspaceId, ownerId: ownerId ?? null });
    },
  };
}

type Cancelled = Pick<JobRow, "name" | "payload" | "workspaceId"> & { ownerId?: string | null };

/** Not over yet. */
export const OPEN_STATUSES = ["queued", "running", "paused"] as const;

/** @returns the status of another one that does the same and is not over. Two that are ordered at the same time are looked at in turn. */
async function findTwin(em: EntityManager, { id, name, workspaceId, payload }: Alike): Promise<string | null> {
  const text = JSON.stringify(payload);
  await em.execute("select pg_advisory_xact_lock(70, hashtext(?))", [`${workspaceId} ${name} ${text}`]);
  const [twin] = await em.execute<{ status: string }[]>(
    `select status from durable_jobs where workspace_id = ? and name = ? and payload::jsonb = ?::jsonb and id <> ?
       and status in (?) limit 1`,
    [workspaceId, name, text, id, OPEN_STATUSES],
  );
  return twin?.status ?? null;
}
