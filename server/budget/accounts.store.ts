/** What subjects have spent in the periods that budgets ask for. Call these with the books locked. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Payer } from "../../engine/model/with-budget.ts";
import type { BudgetPeriod, BudgetScope } from "../../schema/messages/budget.ts";
import type { Standing } from "./describe-budget.ts";
import { subjectsOf } from "./payer.ts";

type AccountKey = { scope: BudgetScope; subjectId: string; period: BudgetPeriod; startsOn: string };
export type AccountStanding = Standing & { id: string; heldNano: number; isRefused: boolean };

/** Where the ledger names the subject of a scope. */
const LEDGER_COLUMN: Record<BudgetScope, string> = {
  workspace: "workspace_id",
  person: "user_id",
  circle: "circle_id",
  run: "run_id",
};

/** Every account a payer's calls are limited by exists from here on; what was spent before is in it. */
export async function openAccounts(em: EntityManager, payer: Payer): Promise<void> {
  const { names, values } = subjectList(payer);
  const missing = (await em.execute(
    `select distinct s.scope, s.subject_id as "subjectId", b.period, budget_period_start(b.period, now())::text as "startsOn"
     from (values ${names}) as s (scope, subject_id)
     join budgets b on b.workspace_id = ? and b.scope = s.scope and (b.subject_id is null or b.subject_id = s.subject_id)
     where not exists (
       select from budget_accounts a
       where a.workspace_id = b.workspace_id and a.scope = s.scope and a.subject_id = s.subject_id
         and a.period = b.period and a.starts_on = budget_period_start(b.period, now())
     )`,
    [...values, payer.workspaceId],
  )) as AccountKey[];
  for (const account of missing) await openAccount(em, payer.workspaceId, account);
}

/** The accounts of all who have spent something that a new budget counts. */
export async function openAccountsOfAll(
  em: EntityManager,
  workspaceId: string,
  { scope, subjectId, period }: { scope: BudgetScope; subjectId: string | null; period: BudgetPeriod },
): Promise<void> {
  const column = LEDGER_COLUMN[scope];
  await em.execute(
    `insert into budget_accounts (workspace_id, owner_id, scope, subject_id, period, starts_on, spent_nano)
     select workspace_id, ${ownerOf(scope, column)}, ?, ${column}, ?, budget_period_start(?, now()), sum(cost_nano)
     from ledger
     where workspace_id = ? and ${column} is not null and (?::text is null or ${column} = ?)
       and at >= budget_period_start(?, now())::timestamp at time zone 'UTC'
     group by workspace_id, ${column}
     on conflict on constraint budget_accounts_of_subject do nothing`,
    [scope, period, period, workspaceId, subjectId, subjectId, period],
  );
}

async function openAccount(em: EntityManager, workspaceId: string, account: AccountKey): Promise<void> {
  const { scope, subjectId, period, startsOn } = account;
  await em.execute(
    `insert into budget_accounts (workspace_id, owner_id, scope, subject_id, period, starts_on, spent_nano)
     select ?, ${ownerOf(scope, "?::text")}, ?, ?, ?, ?::date, coalesce(sum(cost_nano), 0) from ledger
     where workspace_id = ? and ${LEDGER_COLUMN[scope]} = ? and at >= ?::timestamp at time zone 'UTC'`,
    [
      ...[workspaceId, ...(scope === "person" ? [subjectId] : []), scope, subjectId, period, startsOn],
      ...[workspaceId, subjectId, startsOn],
    ],
  );
}

/** How all accounts stand that limit a payer now. */
export async function listStandings(em: EntityManager, payer: Payer): Promise<AccountStanding[]> {
  const { names, values } = subjectList(payer);
  const rows = (await em.execute(
    `select b.id::text as id, b.scope, b.period, b.limit_nano, b.spent_nano, b.held_nano, b.refused_nano
     from (values ${names}) as s (scope, subject_id)
     join budget_standings b on b.workspace_id = ? and b.scope = s.scope and b.subject_id = s.subject_id
       and b.starts_on = budget_period_start(b.period, now())`,
    [...values, payer.workspaceId],
  )) as Record<string, string | null>[];
  return rows.map((row) => ({
    id: row["id"]!,
    scope: row["scope"] as BudgetScope,
    period: row["period"] as BudgetPeriod,
    limitNano: Number(row["limit_nano"]),
    spentNano: Number(row["spent_nano"]),
    heldNano: Number(row["held_nano"]),
    isRefused: row["refused_nano"] !== null,
  }));
}

const ownerOf = (scope: BudgetScope, subject: string): string => (scope === "person" ? subject : "null");

function subjectList(payer: Payer): { names: string; values: string[] } {
  const subjects = subjectsOf(payer);
  return {
    names: subjects.map(() => "(?, ?)").join(", "),
    values: subjects.flatMap(({ scope, subjectId }) => [scope, subjectId]),
  };
}
