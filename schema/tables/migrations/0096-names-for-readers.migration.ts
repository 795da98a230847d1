import { Migration } from "@mikro-orm/migrations";

/**
 * Outside a session, those who took part are numbered, unless its form says that names are shown and they agreed to it so
 * last (SPEC C9).
 */
export class NamesForReaders extends Migration {
  override name = "0096-names-for-readers";

  override up(): void {
    this.addSql(agreed);
    this.addSql(numbered);
  }
}

const agreed = `
alter table session_consents add column shows_names boolean not null default false;
`;

/**
 * Of the session whose talk a circle has, also as a branch of it, as far as the scope may read the circle: those who are
 * numbered, by role in the order in which they came, and what they are called. Who came without a link is a spectator.
 */
const numbered = `
create function scope_session_pseudonyms(circle text)
  returns table (id text, role text, number int, language text, names text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive origins (id, branched_from) as (
    select c.id, c.branched_from from circles c
    where c.id = circle and (c.id = scope_shared_circle() or scope_may_read_circle(c.id))
    union select c.id, c.branched_from from circles c join origins o on c.id = o.branched_from),
  held as (select s.* from sessions s join origins o on s.circle_id = o.id),
  called as (
    select t.speaker_id as id, t.speaker_name as name, min(t.started_at) as at
    from held s join turns t on t.circle_id = s.circle_id where t.speaker_kind = 'person' group by 1, 2
    union all select q.asker_id, q.asker_name, min(q.asked_at)
    from held s join gallery_questions q on q.circle_id = s.circle_id group by 1, 2),
  came as (
    select p.user_id as id, p.role, p.joined_at as at from held s join session_people p on p.session_id = s.id
    union all select c.id, 'spectator', min(c.at) from called c join held s on true
    where not exists (select from session_people p where p.session_id = s.id and p.user_id = c.id)
      and not exists (select from users u where u.id = c.id and u.role in ('facilitator', 'admin')) group by 1),
  placed as (
    select a.id, a.role, (row_number() over (partition by a.role order by a.at, a.id))::int as number
    from came a join held s on a.role <> 'facilitator' and a.id not in (s.owner_id, coalesce(s.lead_id, s.owner_id)))
  select p.id, p.role, p.number, s.plan ->> 'language', array(
      select c.name from called c where c.id = p.id union select u.name from users u where u.id = p.id
      union select m.member_name from memberships m where m.circle_id = s.circle_id and m.member_id = p.id)
  from placed p join held s on true
  where not (coalesce((s.plan ->> 'showsNames')::boolean, false) and coalesce((select c.shows_names from session_consents c
    where c.session_id = s.id and c.user_id = p.id order by c.version desc limit 1), false))
$$;
`;
