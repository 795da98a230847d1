import { Migration } from "@mikro-orm/migrations";

/** A process that was taken for dead and is not takes its leases back: the estimates in the ledger give way to them (SPEC L7). */
export class RegainedLeases extends Migration {
  override name = "0009-regained-leases";

  override up(): void {
    this.addSql(unbooking);
    this.addSql(regaining);
  }
}

// As `book_costs`, for estimates of leases that are taken back. No other row that is deleted was not spent.
const unbooking = `
create function unbook_estimates() returns trigger language plpgsql as $$
begin
  with removed_estimates as (
    select workspace_id, user_id, circle_id, run_id, at, -cost_nano as cost from removed where task = 'unsettled'
  ), returned as (
    insert into credit_entries (workspace_id, owner_id, amount_nano, kind, note)
    select c.workspace_id, c.user_id, -sum(c.cost), 'usage', 'model calls'
    from removed_estimates c join workspaces w on w.id = c.workspace_id
    where w.billing and c.user_id is not null group by c.workspace_id, c.user_id having sum(c.cost) <> 0
  )
  update budget_accounts a set spent_nano = a.spent_nano + sums.cost from (
    select a.id, sum(c.cost)::bigint as cost from removed_estimates c
    cross join lateral (
      values ('workspace', c.workspace_id), ('person', c.user_id), ('circle', c.circle_id), ('run', c.run_id)
    ) as s (scope, subject_id)
    join budget_accounts a on a.workspace_id = c.workspace_id and a.scope = s.scope and a.subject_id = s.subject_id
      and a.starts_on = budget_period_start(a.period, c.at)
    group by a.id having sum(c.cost) <> 0
  ) sums where a.id = sums.id;
  return null;
end $$;
create trigger unbook_estimates after delete on ledger referencing old table as removed
  for each statement execute function unbook_estimates();
`;

// Call it with the accounts locked. What late rows have taken out of an estimate meanwhile is not in the lease either.
const regaining = `
create function regain_leases(ids text[], by_holder text, until timestamptz) returns void language sql as $$
  with estimates as (
    delete from ledger where id = any(ids) and task = 'unsettled'
    returning id, workspace_id, user_id, circle_id, run_id, cost_nano, at
  )
  insert into budget_leases (id, workspace_id, user_id, circle_id, run_id, holder, held_nano, granted_at, expires_at)
  select id, workspace_id, user_id, circle_id, run_id, by_holder, cost_nano, at, until from estimates
$$;
`;
