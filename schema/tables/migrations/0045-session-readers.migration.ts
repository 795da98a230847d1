import { Migration } from "@mikro-orm/migrations";

/** The circle of a session is read by the people of the session, also by those who never sat in it (SPEC C9). */
export class SessionReaders extends Migration {
  override name = "0045-session-readers";

  override up(): void {
    this.addSql(statements);
  }
}

const HERE = "workspace_id = (select scope_workspace())";
const USER = "(select scope_user())";
const KEEPER = "(select scope_has_role('facilitator', 'admin'))";

const statements = `
create function scope_session_circles() returns setof text language sql stable security definer
  set search_path = public, pg_temp as $$
  select s.circle_id from sessions s left join session_people p on p.session_id = s.id and p.user_id = scope_user()
  where s.workspace_id = scope_workspace() and s.circle_id is not null
    and (s.owner_id = scope_user() or p.status = 'admitted')
$$;
create or replace function scope_may_read_circle(circle text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from circles c where c.id = circle and c.workspace_id = scope_workspace() and (
    not c.is_private or c.owner_id = scope_user() or scope_has_role('facilitator', 'admin')
    or exists (select from memberships m where m.circle_id = c.id and m.member_id = scope_user())
    or c.id in (select scope_session_circles())))
$$;
alter policy app_read on circles using (${HERE} and (not is_private or owner_id = ${USER} or ${KEEPER}
  or id in (select circle_id from memberships where member_id = ${USER}) or id in (select scope_session_circles())));
alter policy app_read on turns using (${HERE} and (witnesses is null or ${USER} = any(witnesses) or ${KEEPER}
  or circle_id in (select scope_session_circles())));
`;
