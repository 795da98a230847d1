import { Migration } from "@mikro-orm/migrations";

/**
 * A turn knows whose stances it may still move, so that a crash between the turn and its hearing loses no move. The topic
 * of a chat is what its person asks about, not the first words of the chat, which are its title. A refined text keeps its
 * earlier versions.
 */
export class HearingAndRevisions extends Migration {
  override name = "0036-hearing-and-revisions";

  override up(): void {
    this.addSql(hearing);
    this.addSql(revisions);
  }
}

const hearing = `
alter table turns add column awaits_hearing text[] null;
create index turns_awaiting_hearing on turns (circle_id, position) where awaits_hearing is not null;
grant update (awaits_hearing) on turns to dramatis_app;
update circles set topic = '' where chat_session_id is not null;
grant update (topic) on circles to dramatis_app`;

/** Read and written as the items of outcomes are. */
const revisions = `
create table outcome_revisions (
  item_id text not null references outcome_items on delete cascade,
  revision int not null,
  circle_id text not null,
  workspace_id text not null references workspaces,
  owner_id text null references users on delete set null,
  text text not null,
  change_id text null references outcome_items on delete set null,
  by_id text not null,
  by_name text not null,
  witnesses text[] null,
  made_at timestamptz not null default now(),
  primary key (item_id, revision)
);
insert into outcome_revisions (item_id, revision, circle_id, workspace_id, owner_id, text, by_id, by_name, witnesses)
  select id, coalesce(revision, 1), circle_id, workspace_id, owner_id, content ->> 'text', coalesce(corrected_by_id, ''),
    coalesce(corrected_by_name, ''), witnesses
  from outcome_items where content ->> 'type' = 'document' and not is_deleted;
alter table outcome_revisions enable row level security;
alter table outcome_revisions force row level security;
create policy of_the_server on outcome_revisions using ((select is_server())) with check ((select is_server()));
create policy app_read on outcome_revisions for select to dramatis_app using (workspace_id = (select scope_workspace())
  and (witnesses is null or (select scope_user()) = any(witnesses) or (select scope_has_role('facilitator', 'admin')))
  and scope_may_read_circle(circle_id));
create policy app_add on outcome_revisions for insert to dramatis_app
  with check (workspace_id = (select scope_workspace()) and by_id = (select scope_user()) and scope_may_change_outcome(circle_id));
create policy app_remove on outcome_revisions for delete to dramatis_app
  using (workspace_id = (select scope_workspace()) and scope_may_change_outcome(circle_id));
grant select, insert, delete on outcome_revisions to dramatis_app`;
