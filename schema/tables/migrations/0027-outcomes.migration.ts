import { Migration } from "@mikro-orm/migrations";

/** Structured outcomes of conversations: what has become of each kind that one had, its items, and people's votes (SPEC C2). */
export class Outcomes extends Migration {
  override name = "0027-outcomes";

  override up(): void {
    this.addSql(tables);
    this.addSql(rights);
    this.addSql(security);
  }
}

const tables = `
create table outcomes (
  circle_id text not null references circles on delete cascade,
  kind text not null,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  version int not null default 0,
  covered_position int not null default 0,
  due_position int null,
  dropped_quotations int not null default 0,
  problem jsonb null,
  primary key (circle_id, kind)
);
create index outcomes_due on outcomes (circle_id) where due_position is not null;
create table outcome_items (
  id text primary key,
  circle_id text not null,
  kind text not null,
  workspace_id text not null references workspaces,
  owner_id text null references users,
  content jsonb not null,
  turn_ids text[] not null,
  witnesses text[] null,
  made_by text not null,
  corrected_by_id text null,
  corrected_by_name text null,
  version int not null default 1,
  state text null,
  revision int null,
  is_deleted boolean not null default false,
  former_texts text[] not null default '{}',
  foreign key (circle_id, kind) references outcomes on delete cascade
);
create index outcome_items_of_circle on outcome_items (circle_id, kind);
create unique index outcome_items_one_document on outcome_items (circle_id)
  where content ->> 'type' = 'document' and not is_deleted;
create table outcome_votes (
  item_id text not null references outcome_items on delete cascade,
  user_id text not null references users on delete cascade,
  workspace_id text not null references workspaces,
  primary key (item_id, user_id)
);
`;

/*
 * While a conversation goes on, its members change its outcome; once it has ended, those who stayed until then. What is
 * hidden from a person counts towards the limit, too.
 */
const rights = `
create function scope_may_change_outcome(circle text) returns boolean language sql stable security definer
  set search_path = public as $$
  select exists (select from circles c where c.id = circle and c.workspace_id = scope_workspace() and (
    scope_has_role('facilitator', 'admin')
    or exists (select from memberships m where m.circle_id = c.id and m.member_id = scope_user()
      and (m.left_at is null or m.left_at >= c.ended_at))))
$$;
create function outcome_item_count(circle text, of_kind text) returns int language sql stable security definer
  set search_path = public as $$
  select count(*)::int from outcome_items where circle_id = circle and kind = of_kind and not is_deleted
    and workspace_id = scope_workspace()
$$;
create function outcome_item_circle(item text) returns text language sql stable security definer
  set search_path = public as $$
  select circle_id from outcome_items where id = item and not is_deleted and workspace_id = scope_workspace()
    and content ->> 'type' = 'idea' and (witnesses is null or scope_user() = any(witnesses) or scope_has_role('facilitator', 'admin'))
$$;
`;

const HERE = "workspace_id = (select scope_workspace())";
const READS =
  "(witnesses is null or (select scope_user()) = any(witnesses) or (select scope_has_role('facilitator', 'admin')))";
const POLICIES = {
  outcomes: `
create policy app_read on outcomes for select to dramatis_app using (${HERE} and scope_may_read_circle(circle_id));
create policy app_add on outcomes for insert to dramatis_app with check (${HERE} and scope_may_change_outcome(circle_id)
  and covered_position = 0 and due_position is null);
create policy app_change on outcomes for update to dramatis_app using (${HERE} and scope_may_change_outcome(circle_id))
  with check (${HERE});
grant select, insert, update (version) on outcomes to dramatis_app;`,
  outcome_items: `
create policy app_read on outcome_items for select to dramatis_app
  using (${HERE} and ${READS} and scope_may_read_circle(circle_id));
create policy app_add on outcome_items for insert to dramatis_app
  with check (${HERE} and scope_may_change_outcome(circle_id));
create policy app_change on outcome_items for update to dramatis_app
  using (${HERE} and ${READS} and scope_may_change_outcome(circle_id)) with check (${HERE});
grant select, insert,
  update (content, turn_ids, witnesses, corrected_by_id, corrected_by_name, version, state, revision, is_deleted, former_texts)
  on outcome_items to dramatis_app;`,
  outcome_votes: `
create policy app_read on outcome_votes for select to dramatis_app using (${HERE} and outcome_item_circle(item_id) is not null);
create policy app_add on outcome_votes for insert to dramatis_app with check (${HERE}
  and user_id = (select scope_user()) and scope_may_change_outcome(outcome_item_circle(item_id)));
create policy app_remove on outcome_votes for delete to dramatis_app using (${HERE} and user_id = (select scope_user()));
grant select, insert, delete on outcome_votes to dramatis_app;`,
};

const security = Object.entries(POLICIES)
  .map(
    ([table, policies]) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
${policies}`,
  )
  .join("\n");
