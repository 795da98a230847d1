/** What a session may cost: the budget of its circle, kept as the session says (SPEC C9, L7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Principal } from "../../engine/scope/scope.ts";
import type { SessionBudgetChange } from "../../schema/messages/session-budget.ts";
import { lockAccounts } from "../budget/lock-accounts.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { recordAct } from "./record-act.store.ts";

export type SessionBudgets = ReturnType<typeof createSessionBudgets>;

export const createSessionBudgets = (database: Database) => ({
  /**
   * By facilitators and admins of the workspace, whose money it is, and at most what each circle may cost.
   * @returns whether that was possible, and `from` was still the limit
   */
  set: (scope: Principal, sessionId: string, { from, to }: SessionBudgetChange): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      await lockAccounts(queryIn(em), scope.workspaceId);
      const changed = await em.execute(
        `update sessions s set budget_nano = ?
         where s.id = ? and s.status <> 'ended' and s.budget_nano is not distinct from ?::bigint
           and scope_has_role('facilitator', 'admin') and (?::bigint is null or not exists (${SMALLER})) returning s.id`,
        [to, sessionId, from, to, to],
      );
      if (changed.length === 0) return false;
      await keepBudgetOf(em, sessionId);
      const details = to === null ? {} : { limitNano: to };
      await recordAct(em, scope, { sessionId, action: "budget-set", details });
      return true;
    }),

  /** The limit in nano-dollars that each circle of the workspace has; null: none. */
  mostOfEach: (scope: Principal): Promise<number | null> =>
    database.inScope(scope, async (em) => {
      const [each] = await em.execute<{ nano: string | null }[]>(
        `select min(limit_nano) as nano from budgets b where ${OF_EACH_CIRCLE} and b.workspace_id = ?`,
        [scope.workspaceId],
      );
      return each?.nano == null ? null : Number(each.nano);
    }),
});

const OF_EACH_CIRCLE = "b.scope = 'circle' and b.subject_id is null and b.period = 'total'";
/** SQL, of session `s`: a budget that names a circle stands in for the one of each, which it must not exceed. */
const SMALLER = `select from budgets b where b.workspace_id = s.workspace_id and ${OF_EACH_CIRCLE} and b.limit_nano < ?`;

/** Once it has a circle. Call it with the accounts locked. */
export async function keepBudgetOf(em: EntityManager, sessionId: string): Promise<void> {
  await em.execute(
    `delete from budgets b using sessions s where s.id = ? and s.budget_nano is null
       and b.workspace_id = s.workspace_id and b.scope = 'circle' and b.subject_id = s.circle_id and b.period = 'total'`,
    [sessionId],
  );
  await em.execute(
    `insert into budgets (id, workspace_id, owner_id, scope, subject_id, period, limit_nano)
     select ?, s.workspace_id, s.owner_id, 'circle', s.circle_id, 'total', s.budget_nano
     from sessions s where s.id = ? and s.circle_id is not null and s.budget_nano is not null
     on conflict on constraint budgets_one_of_a_kind do update set limit_nano = excluded.limit_nano`,
    [newId(), sessionId],
  );
}
