import { Migration } from "@mikro-orm/migrations";

/** Conversations can be walked through again: how those in a circle looked, moved and gestured (SPEC W11, C8). */
export class Replay extends Migration {
  override name = "0056-replay";

  override up(): void {
    this.addSql(motions);
    this.addSql(functions);
  }
}

const HERE = "workspace_id = (select scope_workspace())";
const USER = "(select scope_user())";

/** One row is what the same company did for up to a minute; it is read as turns are. */
const motions = `
alter table memberships add column look json null;
create table circle_motions (
  circle_id text not null references circles on delete cascade,
  started_at timestamptz not null,
  workspace_id text not null references workspaces,
  owner_id text null references users on delete set null,
  samples int not null check (samples > 0),
  members text[] not null,
  tracks bytea[] not null check (cardinality(tracks) = cardinality(members)),
  witnesses text[] null,
  primary key (circle_id, started_at)
);
alter table circle_motions enable row level security;
alter table circle_motions force row level security;
create policy of_the_server on circle_motions using ((select is_server())) with check ((select is_server()));
create policy app_read on circle_motions for select to dramatis_app using (${HERE} and (
  witnesses is null and scope_may_read_circle(circle_id) or ${USER} = any(witnesses)
  or (select scope_has_role('facilitator', 'admin')) or circle_id in (select scope_session_circles())));
create policy writers_add on circle_motions for insert to dramatis_app
  with check (${HERE} and (select scope_host() is not null) and scope_writes_circle(circle_id));
grant select, insert on circle_motions to dramatis_app`;

/** Of a session that somebody may read, they see its sections, but not its record, and not who withdrew. */
const functions = `
create function scope_withdrawn(circle text) returns setof text language sql stable security definer
  set search_path = public, pg_temp as $$
  select p.user_id from sessions s join session_people p on p.session_id = s.id
  where s.circle_id = circle and s.workspace_id = scope_workspace() and p.status = 'withdrawn'
$$;
create function scope_sections(circle text) returns table (title text, at timestamptz) language sql stable security definer
  set search_path = public, pg_temp as $$
  select s.plan->'guide'->coalesce((r.details->>'section')::int, 0)->>'title', r.at
  from sessions s join session_records r on r.session_id = s.id
  where s.circle_id = circle and s.workspace_id = scope_workspace() and scope_may_read_circle(circle)
    and r.action in ('started', 'section-changed') and json_array_length(s.plan->'guide') > 0
$$;
`;
