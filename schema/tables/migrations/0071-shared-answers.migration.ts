import { Migration } from "@mikro-orm/migrations";

/** A link shows what was asked of all too (SPEC C9), where everybody who answered agreed to it. */
export class SharedAnswers extends Migration {
  override name = "0071-shared-answers";

  override up(): void {
    this.addSql(sharing);
    this.addSql(reading);
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
        union select asker_id from gallery_questions where circle_id = s.circle_id and state = 'taken'
        union select respondent_id from session_probe_answers
          where session_id = s.id and kind = 'person' and verdict = 'answered') w (user_id)
      join session_people p on p.session_id = s.id and p.user_id = w.user_id and p.role <> 'facilitator'
      where not coalesce((select c.may_share from session_consents c
        where c.session_id = s.id and c.user_id = w.user_id order by c.version desc limit 1), false))))
$$;
`;

const reading = ["session_probes", "session_probe_answers"]
  .map(
    (table) =>
      `create policy shared_read on ${table} for select to dramatis_app using (session_id = (select scope_shared_session()));`,
  )
  .join("\n");
