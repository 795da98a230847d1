import { Migration } from "@mikro-orm/migrations";

/** What a session may cost is a budget of its own, beside those that operators set for its circle (SPEC C9, L7). */
export class LimitsOfSessions extends Migration {
  override name = "0092-limits-of-sessions";

  override up(): void {
    this.addSql(scopes);
    this.addSql(counting);
    this.addSql(policies);
    this.addSql(moving);
  }
}

// The subject of a session's budget is its circle: calls name that, and no session.
const scopes = `
alter table budgets drop constraint budgets_scope_check, add constraint budgets_scope_check check (
  scope in ('workspace', 'person', 'circle', 'run') or scope = 'session' and subject_id is not null and period = 'total');
alter table budget_accounts drop constraint budget_accounts_scope_check, add constraint budget_accounts_scope_check check (
  scope in ('workspace', 'person', 'circle', 'session', 'run'));
create function subjects_of(workspace text, person text, circle text, run text)
  returns table (scope text, subject_id text) language sql immutable as $$
  values ('workspace', workspace), ('person', person), ('circle', circle), ('session', circle), ('run', run)
$$;
`;

// As in 0002 and 0009, with all subjects.
const counting = `
create or replace view budget_standings with (security_invoker = true) as
select a.*, b.id as budget_id, b.limit_nano, held.held_nano
from budget_accounts a
join lateral (
  select b.id, b.limit_nano from budgets b
  where b.workspace_id = a.workspace_id and b.scope = a.scope and b.period = a.period
    and (b.subject_id is null or b.subject_id = a.subject_id)
  order by b.subject_id is null limit 1
) b on true
cross join lateral (
  select coalesce(sum(l.held_nano), 0)::bigint as held_nano from budget_leases l
  where l.workspace_id = a.workspace_id
    and (a.scope, a.subject_id) in (select * from subjects_of(l.workspace_id, l.user_id, l.circle_id, l.run_id))
    and budget_period_start(a.period, l.granted_at) = a.starts_on
) held;

create or replace function book_costs() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  workspace text;
begin
  for workspace in select distinct workspace_id from added where cost_nano > 0 order by workspace_id loop
    perform lock_books(workspace);
  end loop;
  if workspace is null then return null; end if;

  with paid as (
    select lease_id, sum(cost_nano)::bigint as cost from added
    where lease_id is not null group by lease_id
  ), held as (
    update budget_leases l set held_nano = greatest(0, l.held_nano - paid.cost) from paid where l.id = paid.lease_id
  ), replaced as (
    update ledger e set cost_nano = e.cost_nano - late.cost,
      breakdown = jsonb_build_object('unsettled', e.cost_nano - late.cost)
    from (
      select e.id, least(e.cost_nano, paid.cost) as cost from paid join ledger e on e.id = paid.lease_id
    ) late
    where e.id = late.id
    returning e.workspace_id, e.user_id, e.circle_id, e.run_id, e.at, -late.cost as cost
  ), changes as (
    select workspace_id, user_id, circle_id, run_id, at, cost_nano as cost from added
    union all select * from replaced
  ), charged as (
    insert into credit_entries (workspace_id, owner_id, amount_nano, kind, note)
    select c.workspace_id, c.user_id, -sum(c.cost), 'usage', 'model calls'
    from changes c join workspaces w on w.id = c.workspace_id
    where w.billing and c.user_id is not null group by c.workspace_id, c.user_id having sum(c.cost) <> 0
  )
  update budget_accounts a set spent_nano = a.spent_nano + sums.cost from (
    select a.id, sum(c.cost)::bigint as cost from changes c
    cross join lateral subjects_of(c.workspace_id, c.user_id, c.circle_id, c.run_id) as s
    join budget_accounts a on a.workspace_id = c.workspace_id and a.scope = s.scope and a.subject_id = s.subject_id
      and a.starts_on = budget_period_start(a.period, c.at)
    group by a.id having sum(c.cost) <> 0
  ) sums where a.id = sums.id;
  return null;
end $$;

create or replace function unbook_estimates() returns trigger language plpgsql as $$
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
    cross join lateral subjects_of(c.workspace_id, c.user_id, c.circle_id, c.run_id) as s
    join budget_accounts a on a.workspace_id = c.workspace_id and a.scope = s.scope and a.subject_id = s.subject_id
      and a.starts_on = budget_period_start(a.period, c.at)
    group by a.id having sum(c.cost) <> 0
  ) sums where a.id = sums.id;
  return null;
end $$;
`;

const OF_SESSION = `workspace_id = (select scope_workspace()) and scope = 'session' and period = 'total'
  and subject_id in (select s.circle_id from sessions s where scope_session_role(s.id) = 'facilitator')`;

/** Exactly what its session says, so that whoever may start it sets no other. */
const AS_SESSION_SAYS = `${OF_SESSION} and limit_nano = (select s.budget_nano from sessions s where s.circle_id = subject_id)`;

const policies = `
alter policy of_a_session_add on budgets with check (${AS_SESSION_SAYS});
alter policy of_a_session_change on budgets using (${OF_SESSION}) with check (${AS_SESSION_SAYS});
alter policy of_a_session_remove on budgets using (${OF_SESSION});
create policy of_a_session_read on budget_accounts for select to dramatis_app using (
  workspace_id = (select scope_workspace()) and scope = 'session' and scope_may_read_circle(subject_id) or ${OF_SESSION});
create policy of_a_session_add on budget_accounts for insert to dramatis_app with check (${OF_SESSION});
`;

// One that an operator has changed since is theirs.
const moving = `
update budgets b set scope = 'session' from sessions s
where b.workspace_id = s.workspace_id and b.scope = 'circle' and b.period = 'total'
  and b.subject_id = s.circle_id and b.limit_nano = s.budget_nano and b.owner_id = s.owner_id;
`;
