import { Migration } from "@mikro-orm/migrations";

/**
 * Budgets, what is spent and held of them, and prepaid credits (SPEC L7). Sums are kept by a trigger
 * on the ledger: whoever adds a row there has charged the accounts, in the same transaction.
 */
export class Budgets extends Migration {
  override name = "0002-budgets";

  override up(): void {
    this.addSql(budgets);
    this.addSql(standings);
    this.addSql(credits);
    this.addSql(booking);
    this.addSql(news);
  }
}

const budgets = `
alter table ledger add column lease_id text null;
create index ledger_of_user on ledger (user_id, at) where user_id is not null;
create index ledger_of_run on ledger (run_id) where run_id is not null;
alter table workspaces add column billing boolean not null default false;

create table budgets (
  id text primary key,
  workspace_id text not null references workspaces,
  owner_id text null references users on delete set null,
  scope text not null check (scope in ('workspace', 'person', 'circle', 'run')),
  subject_id text null check (scope <> 'workspace' or subject_id is null),
  period text not null check (period in ('total', 'day', 'month')),
  limit_nano bigint not null check (limit_nano >= 0),
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  constraint budgets_one_of_a_kind unique nulls not distinct (workspace_id, scope, subject_id, period)
);

create table budget_accounts (
  id bigserial primary key,
  workspace_id text not null references workspaces,
  owner_id text null,
  scope text not null check (scope in ('workspace', 'person', 'circle', 'run')),
  subject_id text not null,
  period text not null check (period in ('total', 'day', 'month')),
  starts_on date not null,
  spent_nano bigint not null check (spent_nano >= 0),
  refused_nano bigint null,
  warned_at timestamptz null,
  suspended_at timestamptz null,
  constraint budget_accounts_of_subject unique (workspace_id, scope, subject_id, period, starts_on)
);

create table budget_leases (
  id text primary key,
  workspace_id text not null references workspaces,
  user_id text null,
  circle_id text null,
  run_id text null,
  holder text not null,
  held_nano bigint not null check (held_nano >= 0),
  granted_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index budget_leases_of_holder on budget_leases (holder);
`;

// A budget that names its subject stands in for the one of each.
const standings = `
create function budget_period_start(period text, at timestamptz) returns date language sql immutable as $$
  select case period
    when 'day' then (at at time zone 'UTC')::date
    when 'month' then date_trunc('month', at at time zone 'UTC')::date
    else date '1970-01-01'
  end
$$;

create view budget_standings as
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
    and a.subject_id = case a.scope
      when 'workspace' then l.workspace_id when 'person' then l.user_id
      when 'circle' then l.circle_id else l.run_id end
    and budget_period_start(a.period, l.granted_at) = a.starts_on
) held;
`;

// Only the trigger on entries sets a balance: it runs one level deeper than anybody's own statement.
const credits = `
create table credit_accounts (
  owner_id text primary key,
  workspace_id text not null references workspaces,
  plan text not null default 'free' check (plan in ('free', 'pro', 'enterprise')),
  balance_nano bigint not null default 0
);

create table credit_entries (
  id bigserial primary key,
  workspace_id text not null references workspaces,
  owner_id text not null,
  amount_nano bigint not null,
  kind text not null check (kind in ('grant', 'usage')),
  note text not null,
  by_user_id text null,
  at timestamptz not null default now()
);
create index credit_entries_of_owner on credit_entries (owner_id, id desc);

create function keep_credit_balance() returns trigger language plpgsql as $$
begin
  insert into credit_accounts as a (owner_id, workspace_id, balance_nano)
  values (new.owner_id, new.workspace_id, new.amount_nano)
  on conflict (owner_id) do update set balance_nano = a.balance_nano + excluded.balance_nano;
  return null;
end $$;
create trigger keep_credit_balance after insert on credit_entries for each row execute function keep_credit_balance();

create function refuse_credit_change() returns trigger language plpgsql as $$
begin
  raise exception 'Credit entries are only ever added, and balances follow from them. Add an entry instead.';
end $$;
create trigger credit_entries_stay before update or delete or truncate on credit_entries
  for each statement execute function refuse_credit_change();
create trigger credit_accounts_stay before delete or truncate on credit_accounts
  for each statement execute function refuse_credit_change();
create trigger credit_balances_follow before update on credit_accounts for each row
  when (pg_trigger_depth() = 0 and new.balance_nano <> old.balance_nano) execute function refuse_credit_change();
create trigger credit_balances_begin before insert on credit_accounts for each row
  when (pg_trigger_depth() = 0 and new.balance_nano <> 0) execute function refuse_credit_change();
`;

/*
 * One lock per workspace orders everything that changes its accounts: rows that cost something, leases,
 * new accounts. What a dead process had left of a lease is in the ledger as an estimated row with the
 * lease's id; a row that names such a lease comes late and replaces as much of the estimate.
 */
const booking = `
create function lock_books(workspace text) returns void language sql as $$
  select pg_advisory_xact_lock(7032403, hashtext(workspace))
$$;

create function book_costs() returns trigger language plpgsql as $$
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
    cross join lateral (
      values ('workspace', c.workspace_id), ('person', c.user_id), ('circle', c.circle_id), ('run', c.run_id)
    ) as s (scope, subject_id)
    join budget_accounts a on a.workspace_id = c.workspace_id and a.scope = s.scope and a.subject_id = s.subject_id
      and a.starts_on = budget_period_start(a.period, c.at)
    group by a.id having sum(c.cost) <> 0
  ) sums where a.id = sums.id;
  return null;
end $$;
create trigger book_costs after insert on ledger referencing new table as added
  for each statement execute function book_costs();
`;

// Notifications on the channel "budgets": every changed budget or setting, and each alert once.
const news = `
create function tell_budget_alert() returns trigger language plpgsql as $$
declare
  standing record;
begin
  select * into standing from budget_standings where id = new.id;
  if standing is null then return new; end if;
  if new.suspended_at is null then
    if new.spent_nano * 5 < standing.limit_nano * 4 then return new; end if;
    new.warned_at := now();
  end if;
  perform pg_notify('budgets', json_build_object(
    'type', 'alert', 'state', case when new.suspended_at is null then 'warned' else 'suspended' end,
    'workspaceId', new.workspace_id, 'scope', new.scope, 'subjectId', new.subject_id, 'period', new.period,
    'startsOn', new.starts_on, 'limitNano', standing.limit_nano, 'spentNano', new.spent_nano,
    'refusedNano', new.refused_nano)::text);
  return new;
end $$;
create trigger warn_of_budget before update of spent_nano on budget_accounts for each row
  when (new.spent_nano > old.spent_nano and new.warned_at is null and new.suspended_at is null)
  execute function tell_budget_alert();
create trigger suspend_by_budget before update of suspended_at on budget_accounts for each row
  when (old.suspended_at is null and new.suspended_at is not null) execute function tell_budget_alert();

create function tell_budget_change() returns trigger language plpgsql as $$
declare
  changed budgets := coalesce(new, old);
begin
  update budget_accounts set refused_nano = null, warned_at = null, suspended_at = null
  where workspace_id = changed.workspace_id and scope = changed.scope and period = changed.period
    and (changed.subject_id is null or subject_id = changed.subject_id);
  perform pg_notify('budgets', '{"type":"changed"}');
  return null;
end $$;
create trigger tell_budget_change after insert or update or delete on budgets
  for each row execute function tell_budget_change();

create function tell_billing_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('budgets', '{"type":"changed"}');
  return null;
end $$;
create trigger tell_billing_change after update of billing on workspaces
  for each row execute function tell_billing_change();
`;
