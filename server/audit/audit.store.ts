/** What admins and operators did, and who used which link (SPEC A4). Written in the transaction that does it, and never changed. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Role } from "../../schema/messages/account.ts";
import type { AuditDetails, AuditedAction, AuditEntry, AuditList } from "../../schema/messages/people.ts";
import { AuditRow } from "../../schema/tables/account.table.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";

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
  scope: Principal,
  { action, subject, role, details = {} }: DoneAction,
): Promise<void> {
  const { workspaceId } = scope;
  const person = personOf(scope)!;
  const subjectOf = [action, subject.id, subject.name, role ?? null, JSON.stringify(details)];
  // It returns nothing, because operators may add to the log, but not read it.
  await em.execute(
    `insert into audit_log (id, workspace_id, actor_id, actor_name, action, subject_id, subject_name, role, details)
     values (?, ?, ?, (select name from users where id = ?), ?, ?, ?, ?, ?)`,
    [newId(), workspaceId, person, person, ...subjectOf],
  );
}

export type AuditPage = { limit: number; cursor?: string | undefined };

/** Newest first. */
export async function listActions(
  database: Database,
  scope: Principal,
  { limit, cursor }: AuditPage,
): Promise<AuditList> {
  const before = cursor === undefined ? {} : { id: { $lt: cursor } };
  const rows = await database.inScope(scope, (em) =>
    em.find(AuditRow, { workspaceId: scope.workspaceId, ...before }, { orderBy: { id: "desc" }, limit: limit + 1 }),
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
