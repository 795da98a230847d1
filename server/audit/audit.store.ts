/** What admins and operators did, and who used which link (SPEC A4). Written in the transaction that does it, and never changed. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Role } from "../../schema/messages/account.ts";
import type { AuditDetails, AuditedAction, AuditEntry, AuditList } from "../../schema/messages/people.ts";
import { AuditRow } from "../../schema/tables/account.table.ts";
import type { Caller } from "../account/caller.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";

export type AuditActor = Pick<Caller, "userId" | "name" | "workspaceId">;
export type DoneAction = {
  action: AuditedAction;
  /** The person, link, budget or workspace it was applied to; a link is named by the role it gives. */
  subject: { id: string; name: string };
  /** The role it gave. */
  role?: Role;
  details?: AuditDetails;
};

export async function recordAction(
  em: EntityManager,
  { workspaceId, userId, name }: AuditActor,
  { action, subject, role, details = {} }: DoneAction,
): Promise<void> {
  await em.insert(AuditRow, {
    id: newId(),
    workspaceId,
    actorId: userId,
    actorName: name,
    action,
    subjectId: subject.id,
    subjectName: subject.name,
    role: role ?? null,
    details,
  });
}

export type AuditPage = { limit: number; cursor?: string | undefined };

/** Newest first. */
export async function listActions(
  database: Database,
  { workspaceId, userId }: Pick<Caller, "workspaceId" | "userId">,
  { limit, cursor }: AuditPage,
): Promise<AuditList> {
  const before = cursor === undefined ? {} : { id: { $lt: cursor } };
  const rows = await database.inScope({ workspaceId, userId }, (em) =>
    em.find(AuditRow, { workspaceId, ...before }, { orderBy: { id: "desc" }, limit: limit + 1 }),
  );
  const shown = rows.slice(0, limit);
  return { entries: shown.map(toEntry), next: rows.length > limit ? shown.at(-1)!.id : null };
}

const toEntry = ({ id, at, actorName, action, subjectName, role, details }: AuditRow): AuditEntry => ({
  id,
  at: at.toISOString(),
  actorName,
  action: action as AuditedAction,
  subjectName,
  role: role as Role | null,
  details,
});
