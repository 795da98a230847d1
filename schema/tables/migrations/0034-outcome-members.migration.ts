import { Migration } from "@mikro-orm/migrations";

/** People leave before their conversation ends, mostly: those who left last still change its outcome (SPEC C2). */
export class OutcomeMembers extends Migration {
  override name = "0034-outcome-members";

  override up(): void {
    this.addSql(members);
  }
}

const members = `
create function people_there_last(circle text) returns setof text language sql stable set search_path = public as $$
  select distinct m.member_id from memberships m join circles c on c.id = m.circle_id
  where c.id = circle and m.member_kind = 'person' and (m.left_at is null or m.left_at >= least(c.ended_at, (
    select max(coalesce(p.left_at, c.ended_at)) from memberships p
    where p.circle_id = c.id and p.member_kind = 'person')) and c.ended_at is not null)
$$;
create or replace function scope_may_change_outcome(circle text) returns boolean language sql stable security definer
  set search_path = public as $$
  select exists (select from circles c where c.id = circle and c.workspace_id = scope_workspace() and (
    scope_has_role('facilitator', 'admin') or scope_user() in (select people_there_last(c.id))))
$$;
`;
