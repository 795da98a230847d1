import { Migration } from "@mikro-orm/migrations";

/** Questions put to everybody of a session, and the answers of its people and personas (SPEC C9, S8). */
export class SessionProbes extends Migration {
  override name = "0060-session-probes";

  override up(): void {
    this.addSql(tables);
    this.addSql(rights);
    this.addSql(policies);
  }
}

const ofSession = `
  session_id text not null references sessions on delete cascade,
  workspace_id text not null references workspaces`;

const tables = `
create table session_probes (
  id text primary key,
  ${ofSession},
  owner_id text not null references users,
  series_id text not null,
  round int not null,
  question json not null,
  survey_id text,
  survey_version int,
  persona_ids text[] not null,
  seed int not null,
  section int,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  shown_at timestamptz,
  unique (series_id, round)
);
create index session_probes_session on session_probes (session_id, id);
create unique index session_probes_open on session_probes (session_id) where closed_at is null;
create table session_probe_answers (
  probe_id text not null references session_probes on delete cascade,
  respondent_id text not null,
  ${ofSession},
  kind text not null check (kind in ('person', 'persona')),
  name text not null,
  verdict text not null check (verdict in ('answered', 'refused', 'unclear', 'failed')),
  answer json,
  words text,
  model text,
  prompt_hash text,
  seed bigint,
  cost_nano bigint not null default 0,
  problem json,
  at timestamptz not null default now(),
  primary key (probe_id, respondent_id)
);
create index session_probe_answers_session on session_probe_answers (session_id);
`;

/** Answers are given only while their probe is open (withdrawing strikes words later): whoever closes it waits for those in progress, and they for that. */
const rights = `
create function scope_attends_session(session text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from session_people p where p.session_id = session and p.user_id = scope_user()
    and p.workspace_id = scope_workspace() and p.status = 'admitted')
$$;
create function scope_may_answer_in(session text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from session_people p join sessions s on s.id = p.session_id
    join session_consents c on c.session_id = s.id and c.user_id = p.user_id and c.version = s.consent_version
    where s.id = session and p.user_id = scope_user() and p.workspace_id = scope_workspace()
      and p.status = 'admitted' and p.role = 'participant')
$$;
create function scope_shown_answers(probe text) returns table (kind text, verdict text, answer json)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.kind, a.verdict, a.answer from session_probes p join session_probe_answers a on a.probe_id = p.id
  where p.id = probe and p.shown_at is not null and p.workspace_id = scope_workspace()
    and (scope_session_role(p.session_id) = 'facilitator' or scope_attends_session(p.session_id))
  order by a.at, a.respondent_id
$$;
create function keep_while_probe_is_open() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform from session_probes p where p.id = new.probe_id and p.session_id = new.session_id
    and p.workspace_id = new.workspace_id and p.closed_at is null for share;
  if not found then return null; end if;
  return new;
end $$;
create trigger session_probe_answers_while_open before insert or update of at on session_probe_answers
  for each row execute function keep_while_probe_is_open();
`;

const HERE = "workspace_id = (select scope_workspace())";
const USER = "(select scope_user())";
const LEADS = `${HERE} and scope_session_role(session_id) = 'facilitator'`;
const OWN = `${HERE} and kind = 'person' and respondent_id = ${USER} and scope_may_answer_in(session_id)`;
const SERVER = "using ((select is_server())) with check ((select is_server()))";

const policies = `
alter table session_probes enable row level security; alter table session_probes force row level security;
create policy of_the_server on session_probes ${SERVER};
create policy app_read on session_probes for select to dramatis_app
  using (${HERE} and (scope_session_role(session_id) = 'facilitator' or scope_attends_session(session_id)));
create policy app_add on session_probes for insert to dramatis_app with check (${LEADS} and owner_id = ${USER});
create policy app_change on session_probes for update to dramatis_app using (${LEADS}) with check (${LEADS});
grant select, insert, update (closed_at, shown_at) on session_probes to dramatis_app;

alter table session_probe_answers enable row level security; alter table session_probe_answers force row level security;
create policy of_the_server on session_probe_answers ${SERVER};
create policy app_read on session_probe_answers for select to dramatis_app
  using (${HERE} and (scope_session_role(session_id) = 'facilitator' or respondent_id = ${USER}));
-- What the rehearsal voice makes up needs no model, and is stored together with the question.
create policy app_add on session_probe_answers for insert to dramatis_app
  with check (${OWN} or ${LEADS} and kind = 'persona' and model like 'rehearsal/%');
create policy app_change on session_probe_answers for update to dramatis_app using (${OWN}) with check (${OWN});
grant select, insert, update (verdict, answer, at) on session_probe_answers to dramatis_app;
`;
