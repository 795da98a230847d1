import { Migration } from "@mikro-orm/migrations";

/** What spectators of a circle ask and how they vote (SPEC C10). */
export class Gallery extends Migration {
  override name = "0054-gallery";

  override up(): void {
    this.addSql(tables);
    this.addSql(scope);
    this.addSql(ballots);
    for (const [table, policies] of Object.entries(POLICIES)) this.addSql(secure(table, policies));
  }
}

const tables = `
create table gallery_questions (
  id text primary key,
  circle_id text not null references circles on delete cascade,
  workspace_id text not null references workspaces,
  asker_id text not null references users,
  asker_name text not null,
  text text not null check (length(text) between 1 and 500),
  state text not null default 'open' check (state in ('open', 'taken', 'dismissed')),
  asked_at timestamptz not null default now(),
  settled_by text references users,
  settled_at timestamptz
);
create index gallery_questions_circle on gallery_questions (circle_id, id);
create table gallery_question_votes (
  question_id text not null references gallery_questions on delete cascade,
  voter_id text not null references users,
  workspace_id text not null references workspaces,
  primary key (question_id, voter_id)
);
create table audience_votes (
  circle_id text primary key references circles on delete cascade,
  workspace_id text not null references workspaces,
  opened_by text not null references users,
  question text not null,
  options text[] not null check (cardinality(options) between 2 and 6),
  before_opened_at timestamptz not null default now(),
  before_closed_at timestamptz,
  after_opened_at timestamptz check (after_opened_at is null or before_closed_at is not null),
  after_closed_at timestamptz check (after_closed_at is null or after_opened_at is not null)
);
create table audience_ballots (
  circle_id text not null references audience_votes on delete cascade,
  round text not null check (round in ('before', 'after')),
  voter_id text not null references users,
  workspace_id text not null references workspaces,
  option int not null,
  cast_at timestamptz not null default now(),
  primary key (circle_id, round, voter_id)
);
`;

/**
 * Whoever sits in the circle, takes part in its session or leads it is no audience. A question is voted for while it is open,
 * and not by whoever asked it.
 */
const scope = `
create function scope_leads_circle(circle text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from circles c left join sessions s on s.circle_id = c.id
    where c.id = circle and c.workspace_id = scope_workspace() and (scope_has_role('facilitator', 'admin')
      or case when s.id is null then c.owner_id = scope_user() else scope_session_role(s.id) = 'facilitator' end))
$$;
create function scope_watches_circle(circle text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select scope_may_read_circle(circle) and not scope_leads_circle(circle)
    and exists (select from circles c where c.id = circle and c.ended_at is null)
    and not exists (select from memberships m
      where m.circle_id = circle and m.member_id = scope_user() and m.left_at is null)
    and not exists (select from sessions s join session_people p on p.session_id = s.id
      where s.circle_id = circle and p.user_id = scope_user() and p.role = 'participant'
        and p.status not in ('dismissed', 'withdrawn'))
$$;
create function gallery_question_circle(question text) returns text language sql stable security definer
  set search_path = public, pg_temp as $$
  select circle_id from gallery_questions
  where id = question and workspace_id = scope_workspace() and state = 'open' and asker_id <> scope_user()
$$;
create function gallery_question_votes_of(question text) returns int language sql stable security definer
  set search_path = public, pg_temp as $$
  select count(*)::int from gallery_question_votes where question_id = question and workspace_id = scope_workspace()
$$;
`;

/**
 * \`cast_ballot\` holds the vote while it writes, so that a round that closes waits for what is being written, and takes
 * nothing later. Null: refused; else whether it is the person's first in this round.
 * Nobody sees what others chose before a round is closed: by hand, or by the end of the circle.
 */
const ballots = `
create function cast_ballot(circle text, of_round text, chosen int) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  is_first boolean;
begin
  if not scope_watches_circle(circle) then return null; end if;
  perform from audience_votes v where v.circle_id = circle and v.workspace_id = scope_workspace()
    and chosen between 0 and cardinality(v.options) - 1
    and of_round = case when v.before_closed_at is null then 'before'
      when v.after_opened_at is not null and v.after_closed_at is null then 'after' end
    for share;
  if not found then return null; end if;
  insert into audience_ballots as b (circle_id, round, voter_id, workspace_id, option)
    values (circle, of_round, scope_user(), scope_workspace(), chosen)
    on conflict (circle_id, round, voter_id) do update set option = excluded.option, cast_at = now()
    returning b.xmax = 0 into is_first;
  return is_first;
end $$;
create function audience_turnout(circle text) returns int language sql stable security definer
  set search_path = public, pg_temp as $$
  select count(*)::int from audience_ballots b join audience_votes v on v.circle_id = b.circle_id
  where b.circle_id = circle and v.workspace_id = scope_workspace() and scope_may_read_circle(circle)
    and b.round = case when v.before_closed_at is null then 'before' else 'after' end
$$;
create function audience_result(circle text) returns table (before_option int, after_option int, people int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with closed as (
    select v.before_closed_at is not null or c.ended_at is not null as is_before,
      v.after_opened_at is not null and (v.after_closed_at is not null or c.ended_at is not null) as is_after
    from audience_votes v join circles c on c.id = v.circle_id
    where v.circle_id = circle and v.workspace_id = scope_workspace() and scope_may_read_circle(circle)),
  counted as (
    select b.voter_id, b.round, b.option from audience_ballots b, closed
    where b.circle_id = circle and case b.round when 'before' then is_before else is_after end)
  select b.option, a.option, count(*)::int
  from (select * from counted where round = 'before') b full join (select * from counted where round = 'after') a using (voter_id)
  group by 1, 2
$$;
`;

const HERE = "workspace_id = (select scope_workspace())";
const USER = "(select scope_user())";

const POLICIES = {
  gallery_questions: `
create policy app_read on gallery_questions for select to dramatis_app using (${HERE} and scope_may_read_circle(circle_id)
  and (state <> 'dismissed' or asker_id = ${USER} or scope_leads_circle(circle_id)));
create policy app_add on gallery_questions for insert to dramatis_app
  with check (${HERE} and asker_id = ${USER} and state = 'open' and scope_watches_circle(circle_id));
create policy app_change on gallery_questions for update to dramatis_app using (${HERE} and scope_leads_circle(circle_id));
grant select, insert (id, circle_id, workspace_id, asker_id, asker_name, text), update (state, settled_by, settled_at)
  on gallery_questions to dramatis_app;`,
  gallery_question_votes: `
create policy app_read on gallery_question_votes for select to dramatis_app using (${HERE} and voter_id = ${USER});
create policy app_add on gallery_question_votes for insert to dramatis_app
  with check (${HERE} and voter_id = ${USER} and scope_watches_circle(gallery_question_circle(question_id)));
create policy app_remove on gallery_question_votes for delete to dramatis_app
  using (${HERE} and voter_id = ${USER} and scope_watches_circle(gallery_question_circle(question_id)));
grant select, insert, delete on gallery_question_votes to dramatis_app;`,
  audience_votes: `
create policy app_read on audience_votes for select to dramatis_app using (${HERE} and scope_may_read_circle(circle_id));
create policy app_add on audience_votes for insert to dramatis_app
  with check (${HERE} and opened_by = ${USER} and scope_leads_circle(circle_id));
create policy app_change on audience_votes for update to dramatis_app using (${HERE} and scope_leads_circle(circle_id));
grant select, insert (circle_id, workspace_id, opened_by, question, options),
  update (before_closed_at, after_opened_at, after_closed_at) on audience_votes to dramatis_app;`,
  audience_ballots: `
create policy app_read on audience_ballots for select to dramatis_app using (${HERE} and voter_id = ${USER});
grant select on audience_ballots to dramatis_app;`,
};

const secure = (table: string, policies: string): string => `
alter table ${table} enable row level security; alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
${policies}`;
