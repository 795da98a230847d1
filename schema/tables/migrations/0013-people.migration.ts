import { Migration } from "@mikro-orm/migrations";

/** Who may not come in, links that give a role, and what admins did (SPEC A1, A4, A6). */
export class People extends Migration {
  override name = "0013-people";

  override up(): void {
    this.addSql("alter table users add column blocked_at timestamptz null;");
    this.addSql(joinLinks);
    this.addSql(audit);
  }
}

const joinLinks = `
create table join_links (
  id text primary key,
  workspace_id text not null references workspaces,
  token_hash text not null unique,
  role text not null check (role in ('visitor', 'facilitator', 'operator')),
  uses_left int not null check (uses_left >= 0),
  expires_at timestamptz not null,
  owner_id text not null references users,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz null
);
create index join_links_workspace on join_links (workspace_id, id desc);
`;

/** Names are kept as they were: who was renamed or deleted since stays readable. */
const audit = `
create table audit_log (
  id text primary key,
  workspace_id text not null references workspaces,
  at timestamptz not null default now(),
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_id text not null,
  subject_name text not null,
  role text null
);
create index audit_log_workspace on audit_log (workspace_id, id desc);
create function keep_audit_log() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to';
end $$;
create trigger keep_audit_log before update or delete on audit_log for each row execute function keep_audit_log();
`;
