import { Migration } from "@mikro-orm/migrations";

/** How far a person has read a conversation, and whether they put it into their archive (SPEC C3, C8); new titles. */
export class ConversationMarks extends Migration {
  override name = "0052-conversation-marks";

  override up(): void {
    this.addSql(table);
    this.addSql(security);
    this.addSql(titles);
  }
}

const table = `
create table conversation_marks (
  user_id text not null references users on delete cascade,
  circle_id text not null references circles on delete cascade,
  workspace_id text not null references workspaces,
  read_to int not null default 0,
  is_archived boolean not null default false,
  primary key (user_id, circle_id)
);
`;

const MINE = `workspace_id = (select scope_workspace()) and user_id = (select scope_user())`;

const security = `
alter table conversation_marks enable row level security;
alter table conversation_marks force row level security;
create policy of_the_server on conversation_marks using ((select is_server())) with check ((select is_server()));
create policy app_read on conversation_marks for select to dramatis_app using (${MINE});
create policy app_add on conversation_marks for insert to dramatis_app
  with check (${MINE} and scope_may_read_circle(circle_id));
create policy app_change on conversation_marks for update to dramatis_app using (${MINE}) with check (${MINE});
grant select, insert, update (read_to, is_archived) on conversation_marks to dramatis_app;
`;

/** Circles are written by the server that holds them; their titles by whoever opened them, and by facilitators. */
const titles = `
create function scope_may_title_circle(circle text) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select from circles c where c.id = circle and c.workspace_id = scope_workspace()
    and (c.owner_id = scope_user() or scope_has_role('facilitator', 'admin')))
$$;
create function scope_title_circle(circle text, new_title text) returns boolean language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
begin
  update circles set title = new_title where id = circle and scope_may_title_circle(circle);
  return found;
end $$;
`;
