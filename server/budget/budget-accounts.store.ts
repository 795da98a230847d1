/** What subjects have spent in the periods of the budgets. Call these functions with the accounts locked. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Payer } from "../../engine/scope/scope.ts";
import type { BudgetPeriod, BudgetScope } from "../../schema/messages/budget.ts";
import type { Query } from "../database/statement.ts";
import type { Standing } from "./describe-budget.ts";
import { subjectsOf } from "./payer.ts";

export type AccountStanding = Standing & {
  id: string;
  subjectId: string;
  heldNano: number;
  /** The part of it that batches hold. */
  orderedNano: number;
  /** The most that the last refused call may have cost. */
  refusedNano: number | null;
};

/** Holds the leases of batches, which no process holds. */
export const BATCHES = "batches";

/** The ledger's column for the subject of a scope. */
const LEDGER_COLUMN: Record<BudgetScope, string> = {
  workspace: "workspace_id",
  person: "user_id",
  circle: "circle_id",
  session: "circle_id",
  run: "run_id",
};

/** Reads the JSON that `listSubjects` writes, `$1`. */
const SUBJECTS =
  "select distinct scope, subject_id from json_to_recordset($1::json) as s (scope text, subject_id text)";

/** What the accounts in `missing` have spent in their period: one branch per scope, so that each uses its index. */
const SPENT_BEFORE = Object.entries(LEDGER_COLUMN)
  .map(
    ([scope, column]) => `when '${scope}' then (select sum(cost_nano) from ledger l
       where l.workspace_id = missing.workspace_id and l.${column} = missing.subject_id
         and l.at >= missing.starts_on::timestamp at time zone 'UTC')`,
  )
  .join(" ");

const OPEN = {
  name: "open-budget-accounts",
  text: `
  insert into budget_accounts (workspace_id, owner_id, scope, subject_id, period, starts_on, spent_nano)
  select workspace_id, case scope when 'person' then subject_id end, scope, subject_id, period, starts_on,
    coalesce(case scope ${SPENT_BEFORE} end, 0)
  from (
    select distinct b.workspace_id, s.scope, s.subject_id, b.period, budget_period_start(b.period, now()) as starts_on
    from (${SUBJECTS}) s
    join budgets b on b.workspace_id = $2 and b.scope = s.scope and (b.subject_id is null or b.subject_id = s.subject_id)
  ) missing
  where not exists (
    select from budget_accounts a
    where a.workspace_id = missing.workspace_id and a.scope = missing.scope and a.subject_id = missing.subject_id
      and a.period = missing.period and a.starts_on = missing.starts_on
  )`,
};

/** Creates all missing accounts that limit these payers' calls, with what was spent before. */
export const openAccounts = async (query: Query, workspaceId: string, payers: readonly Payer[]): Promise<void> =>
  void (await query(OPEN, [listSubjects(payers), workspaceId]));

/** Creates the accounts of all who have spent something that a new budget counts. */
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

const STANDINGS = {
  name: "budget-standings",
  text: `
  with subjects as (${SUBJECTS}), held as (
    select s.scope, s.subject_id, date_trunc('day', l.granted_at at time zone 'UTC') as day, sum(l.held_nano) as nano,
      sum(l.held_nano) filter (where l.holder = '${BATCHES}') as ordered
    from budget_leases l
    cross join lateral subjects_of(l.workspace_id, l.user_id, l.circle_id, l.run_id) as of_lease
    join subjects s using (scope, subject_id)
    where l.workspace_id = $2
    group by s.scope, s.subject_id, day
  )
  select a.id::text as id, a.scope, a.subject_id, a.period, b.limit_nano, a.spent_nano, a.refused_nano,
    h.held_nano, h.ordered_nano
  from subjects s
  join budget_accounts a on a.workspace_id = $2 and a.scope = s.scope and a.subject_id = s.subject_id
    and a.starts_on = budget_period_start(a.period, now())
  join lateral (
    select b.limit_nano from budgets b
    where b.workspace_id = a.workspace_id and b.scope = a.scope and b.period = a.period
      and (b.subject_id is null or b.subject_id = a.subject_id)
    order by b.subject_id is null limit 1
  ) b on true
  cross join lateral (
    select coalesce(sum(h.nano), 0)::bigint as held_nano, coalesce(sum(h.ordered), 0)::bigint as ordered_nano from held h
    where h.scope = a.scope and h.subject_id = a.subject_id
      and budget_period_start(a.period, h.day at time zone 'UTC') = a.starts_on
  ) h`,
};

/** The state of all accounts that limit one of these payers now; held amounts are summed once for all of them. */
export async function listStandings(
  query: Query,
  workspaceId: string,
  payers: readonly Payer[],
): Promise<AccountStanding[]> {
  const rows = await query<Record<string, string | null>>(STANDINGS, [listSubjects(payers), workspaceId]);
  return rows.map((row) => ({
    id: row["id"]!,
    scope: row["scope"] as BudgetScope,
    subjectId: row["subject_id"]!,
    period: row["period"] as BudgetPeriod,
    limitNano: Number(row["limit_nano"]),
    spentNano: Number(row["spent_nano"]),
    heldNano: Number(row["held_nano"]),
    orderedNano: Number(row["ordered_nano"]),
    refusedNano: row["refused_nano"] === null ? null : Number(row["refused_nano"]),
  }));
}

const ownerOf = (scope: BudgetScope, subject: string): string => (scope === "person" ? subject : "null");

const listSubjects = (payers: readonly Payer[]): string =>
  JSON.stringify(payers.flatMap(subjectsOf).map(({ scope, subjectId }) => ({ scope, subject_id: subjectId })));
