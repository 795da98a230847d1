import { Migration } from "@mikro-orm/migrations";

/**
 * Where personas stand on the topic of a talk (SPEC M7). A move is of a turn that is stored, with words of it; it goes with
 * the turn, and both with the conversation.
 */
export class Stances extends Migration {
  override name = "0029-stances";

  override up(): void {
    this.addSql(tables);
    for (const table of ["stances", "stance_moves"]) this.addSql(securityOf(table));
  }
}

const tables = `
create table stances (
  circle_id text not null references circles on delete cascade,
  persona_id text not null references personas on delete cascade,
  topic text not null,
  workspace_id text not null references workspaces,
  owner_id text null references users on delete set null,
  position text not null check (position in ('for', 'against')),
  strength double precision not null check (strength between 0 and 1),
  changed_by text not null,
  witnesses text[] null,
  formed_at timestamptz not null default now(),
  primary key (circle_id, persona_id, topic)
);
create table stance_moves (
  circle_id text not null,
  persona_id text not null,
  topic text not null,
  turn_id text not null references turns on delete cascade,
  workspace_id text not null references workspaces,
  owner_id text null references users on delete set null,
  words text not null check (words <> ''),
  towards text not null check (towards in ('for', 'against')),
  witnesses text[] null,
  moved_at timestamptz not null,
  primary key (circle_id, persona_id, topic, turn_id),
  foreign key (circle_id, persona_id, topic) references stances on delete cascade
);
create index stance_moves_turn on stance_moves (turn_id);
`;

/** As turns are read: by who heard them, and by facilitators and admins. Only the server writes. */
const securityOf = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy of_the_server on ${table} using ((select is_server())) with check ((select is_server()));
create policy app_read on ${table} for select to dramatis_app using (workspace_id = (select scope_workspace())
  and (witnesses is null or (select scope_user()) = any(witnesses) or (select scope_has_role('facilitator', 'admin'))));
grant select on ${table} to dramatis_app;
`;
