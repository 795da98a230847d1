/** What a session may cost: a budget of its own beside those of its circle, kept as the session says (SPEC C9, L7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Principal } from "../../engine/scope/scope.ts";
import type { SessionBudgetChange } from "../../schema/messages/session-budget.ts";
import { openAccountsOfAll } from "../budget/budget-accounts.store.ts";
import { lockAccounts } from "../budget/lock-accounts.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { recordAct } from "./record-act.store.ts";

export type SessionBudgets = ReturnType<typeof createSessionBudgets>;

export const createSessionBudgets = (database: Database) => ({
  /**
   * By facilitators and admins of the workspace, whose money it is.
   * @returns whether that was possible, and `from` was still the limit
   */
  set: (scope: Principal, sessionId: string, { from, to }: SessionBudgetChange): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      await lockAccounts(queryIn(em), scope.workspaceId);
      const [changed] = await em.execute<{ circleId: string | null }[]>(
        `update sessions s set budget_nano = ?
         where s.id = ? and s.status <> 'ended' and s.budget_nano is not distinct from ?::bigint
           and scope_has_role('facilitator', 'admin') returning s.circle_id as "circleId"`,
        [to, sessionId, from],
      );
      if (!changed) return false;
      await keepBudgetOf(em, sessionId);
      const { circleId: subjectId } = changed;
      if (subjectId !== null && to !== null)
        await openAccountsOfAll(em, scope.workspaceId, { scope: "session", subjectId, period: "total" });
      const details = to === null ? {} : { limitNano: to };
      await recordAct(em, scope, { sessionId, action: "budget-set", details });
      return true;
    }),
});

/** Once it has a circle. Call it with the accounts locked. */
export async function keepBudgetOf(em: EntityManager, sessionId: string): Promise<void> {
  await em.execute(
    `delete from budgets b using sessions s where s.id = ? and s.budget_nano is null
       and b.workspace_id = s.workspace_id and b.scope = 'session' and b.subject_id = s.circle_id`,
    [sessionId],
  );
  await em.execute(
    `insert into budgets (id, workspace_id, owner_id, scope, subject_id, period, limit_nano)
     select ?, s.workspace_id, s.owner_id, 'session', s.circle_id, 'total', s.budget_nano
     from sessions s where s.id = ? and s.circle_id is not null and s.budget_nano is not null
     on conflict on constraint budgets_one_of_a_kind do update set limit_nano = excluded.limit_nano`,
    [newId(), sessionId],
  );
}
