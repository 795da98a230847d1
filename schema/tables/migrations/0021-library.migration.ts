import { Migration } from "@mikro-orm/migrations";

/** The library of a workspace: who was published, what people think of them, and whom a persona was made from (SPEC M2). */
export class Library extends Migration {
  override name = "0021-library";

  override up(): void {
    this.addSql(tables);
    this.addSql(security);
  }
}

const tables = `
alter table personas add column origin_id text null references personas;
create index personas_origin on personas (origin_id) where origin_id is not null;
create table published_personas (
  id text primary key,
  persona_id text not null unique references personas,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  published_at timestamptz not null default now(),
  hidden_at timestamptz null,
  hidden_why text null,
  embedding bytea null,
  embedding_model text null,
  embedded_version int null
);
create index published_personas_owner on published_personas (owner_id);
create table persona_ratings (
  persona_id text not null references published_personas (persona_id) on delete cascade,
  user_id text not null references users,
  workspace_id text not null references workspaces,
  stars smallint not null check (stars between 1 and 5),
  rated_at timestamptz not null default now(),
  primary key (persona_id, user_id)
);
`;

/*
 * Hiding is the server's own work, recorded in the audit log: nobody else changes a published row, and a hidden one
 * cannot be withdrawn and published again. Others' ratings are readable as an average only.
 */
const security = `
create function persona_rating(persona text, out average float8, out raters int) language sql stable security definer
  set search_path = public as $$
  select avg(stars)::float8, count(*)::int from persona_ratings
  where persona_id = persona and workspace_id = scope_workspace()
$$;
create function scope_may_publish(persona text) returns boolean language sql stable security definer
  set search_path = public as $$
  select exists (select from personas p where p.id = persona and p.workspace_id = scope_workspace()
    and p.deleted_at is null and (p.owner_id = scope_user() or scope_has_role('admin')
      or p.owner_id is null and scope_has_role('facilitator')))
$$;
alter table published_personas enable row level security;
alter table published_personas force row level security;
alter table persona_ratings enable row level security;
alter table persona_ratings force row level security;
create policy of_the_server on published_personas using ((select is_server())) with check ((select is_server()));
create policy of_the_server on persona_ratings using ((select is_server())) with check ((select is_server()));
create policy app_published on published_personas for select to dramatis_app using (
  workspace_id = (select scope_workspace())
  and (hidden_at is null or owner_id = (select scope_user()) or (select scope_has_role('admin'))));
create policy app_add on published_personas for insert to dramatis_app with check (
  workspace_id = (select scope_workspace()) and owner_id = (select scope_user()) and hidden_at is null
  and scope_may_publish(persona_id));
create policy app_remove on published_personas for delete to dramatis_app using (
  workspace_id = (select scope_workspace()) and owner_id = (select scope_user()) and hidden_at is null);
create policy app_read on persona_ratings for select to dramatis_app using (
  workspace_id = (select scope_workspace()) and user_id = (select scope_user()));
create policy app_add on persona_ratings for insert to dramatis_app with check (
  workspace_id = (select scope_workspace()) and user_id = (select scope_user())
  and exists (select from published_personas e where e.persona_id = persona_ratings.persona_id
    and e.hidden_at is null and e.owner_id <> (select scope_user())));
create policy app_change on persona_ratings for update to dramatis_app using (user_id = (select scope_user()))
  with check (workspace_id = (select scope_workspace()) and user_id = (select scope_user()));
create policy app_remove on persona_ratings for delete to dramatis_app using (
  workspace_id = (select scope_workspace()) and user_id = (select scope_user()));
grant select, insert, delete on published_personas to dramatis_app;
grant select, insert, delete, update (stars, rated_at) on persona_ratings to dramatis_app;
`;
