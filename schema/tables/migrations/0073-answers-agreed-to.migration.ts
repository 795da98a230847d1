import { Migration } from "@mikro-orm/migrations";

/**
 * A link shows answers of those only who agreed to it (SPEC C9). What was asked of all in an open session was answered to its
 * facilitators alone, and nobody is asked whether a link to it may be made.
 */
export class AnswersAgreedTo extends Migration {
  override name = "0073-answers-agreed-to";

  override up(): void {
    this.addSql(rights);
    this.addSql(reading);
  }
}

const rights = `
create function scope_shared_questions() returns text language sql stable security definer
  set search_path = public, pg_temp as $$
  select s.id from sessions s where s.id = scope_shared_session() and not coalesce((s.plan ->> 'isOpen')::boolean, false)
$$;
create function agreed_to_share(session text, person text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select coalesce((select c.may_share from session_consents c
    where c.session_id = session and c.user_id = person order by c.version desc limit 1), false)
$$;
`;

/** Who declined to answer is not among those whose words are in it, and may not have been asked. */
const reading = `
drop policy shared_read on session_probes;
drop policy shared_read on session_probe_answers;
create policy shared_read on session_probes for select to dramatis_app
  using (session_id = (select scope_shared_questions()));
create policy shared_read on session_probe_answers for select to dramatis_app
  using (session_id = (select scope_shared_questions())
    and (kind = 'persona' or agreed_to_share(session_id, respondent_id)));
`;
