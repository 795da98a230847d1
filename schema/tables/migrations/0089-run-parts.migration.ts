import { Migration } from "@mikro-orm/migrations";

/** Runs are asked by batch APIs, too (SPEC S6): how far each part of a panel is. */
export class RunParts extends Migration {
  override name = "0089-run-parts";

  override up(): void {
    this.addSql(parts);
  }
}

const KEEPER = `workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin'))`;

const parts = `
update runs set settings = settings || '{"calls": "live"}';
create table run_parts (
  run_id text not null references runs on delete cascade,
  part int not null,
  workspace_id text not null references workspaces,
  owner_id text not null references users,
  round int not null,
  rounds int not null,
  order_id text null,
  asked int not null,
  settled int not null default 0,
  sent_at timestamptz null,
  drawn jsonb not null,
  is_complete boolean not null default false,
  primary key (run_id, part)
);
alter table run_parts enable row level security;
alter table run_parts force row level security;
create policy of_the_server on run_parts using ((select is_server())) with check ((select is_server()));
create policy app_read on run_parts for select to dramatis_app using (${KEEPER});
grant select on run_parts to dramatis_app;
`;
