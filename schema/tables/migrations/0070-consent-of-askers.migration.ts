import { Migration } from "@mikro-orm/migrations";

/**
 * Whoever's words are in a session decides about them (SPEC C9): spectators whose question was taken onto the stage too, and
 * nothing is stored that was answered before somebody withdrew.
 */
export class ConsentOfAskers extends Migration {
  override name = "0070-consent-of-askers";

  override up(): void {
    this.addSql(sharing);
    this.addSql(withdrawing);
  }
}

const sharing = `
create or replace function session_may_be_shared(session text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from sessions s where s.id = session and s.status = 'ended' and (
    (s.plan ->> 'isOpen')::boolean
    or coalesce((s.plan ->> 'mayShare')::boolean, false) and not exists (
      select from (
        select speaker_id from turns where circle_id = s.circle_id
        union select asker_id from gallery_questions where circle_id = s.circle_id and state = 'taken') w (user_id)
      join session_people p on p.session_id = s.id and p.user_id = w.user_id and p.role <> 'facilitator'
      where not coalesce((select c.may_share from session_consents c
        where c.session_id = s.id and c.user_id = w.user_id order by c.version desc limit 1), false))))
$$;
`;

/** How often the words of somebody were taken out of a session; and the hold on one's own seat that withdrawing waits for. */
const withdrawing = `
alter table sessions add column erasures int not null default 0;
create function hold_own_seat(session text) returns void language sql volatile security definer
  set search_path = public, pg_temp as $$
  select from session_people where session_id = session and user_id = scope_user()
    and workspace_id = scope_workspace() for share
$$;
`;
