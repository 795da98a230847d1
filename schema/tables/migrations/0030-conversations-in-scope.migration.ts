import { Migration } from "@mikro-orm/migrations";

/**
 * Conversations are written in scope too (SPEC A2). A circle, its members and its turns are written by the server that holds
 * it under its lease; a chat by the person whose chat it is. Statements that chats share name all their people, and each row
 * must belong to one of them.
 */
export class ConversationsInScope extends Migration {
  override name = "0030-conversations-in-scope";

  override up(): void {
    this.addSql(scope);
    for (const [table, rules] of Object.entries(TABLES)) this.addSql(allow(table, rules));
    this.addSql(booking);
  }
}

const WORKSPACE = "(select scope_workspace())";
const PEOPLE = "(select scope_people())::text[]";
const HOST = "(select scope_host())";
const HERE = `workspace_id = ${WORKSPACE}`;

/** 0: where there are no leases, no server holds a circle. */
const HELD = `chat_session_id is null and coalesce(host, 0) = ${HOST}`;
const OWN_CHAT = `chat_session_id is not null and host is null and is_private and owner_id = any(${PEOPLE})`;

/**
 * `scope_writes_circle` is volatile: it finds a circle that the same statement opens. In PL/pgSQL, whose plans are kept
 * from statement to statement.
 */
const scope = `
create function scope_people() returns text[] language sql stable as $$
  select nullif(current_setting('dramatis.people', true), '')::text[]
$$;
create function scope_host() returns int language sql stable as $$
  select nullif(current_setting('dramatis.host', true), '')::int
$$;
create function scope_writes_circle(circle text, author text default null) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  return exists (select from circles where id = circle and ${HERE}
    and (${HELD} or ${OWN_CHAT} and (author is null or author = owner_id)));
end $$;
create function hold_server(server int) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform from servers where id = server for key share;
  return found;
end $$;
`;

type Rules = { read?: string; add?: string; change?: string; rights: string };

/** Most scopes write no conversation: for their rows, the function is not called. */
const IS_WRITER = "(select scope_host() is not null or scope_people() is not null)";
const WRITES = `${HERE} and (${HELD} or ${OWN_CHAT})`;
const OF_WRITTEN = `${HERE} and ${IS_WRITER} and scope_writes_circle(circle_id)`;
const OF_WRITTEN_TURN = `${HERE} and scope_writes_circle(circle_id, owner_id)`;

const TABLES: Record<string, Rules> = {
  circles: {
    read: WRITES,
    add: WRITES,
    change: WRITES,
    rights: "insert, update (kind, mode, speed, paused, turn_weights, x, z, ended_at)",
  },
  memberships: {
    read: OF_WRITTEN,
    add: OF_WRITTEN,
    change: OF_WRITTEN,
    rights: "insert, update (left_at)",
  },
  turns: {
    read: `${HERE} and (witnesses && ${PEOPLE} or ${HOST} is not null and scope_writes_circle(circle_id))`,
    add: OF_WRITTEN_TURN,
    change: OF_WRITTEN_TURN,
    rights: `insert, update (text, witnesses, status, ended_at, voice, problem, input_tokens, output_tokens, cost_nano,
      awaits_round, awaits_reading)`,
  },
  memories: {
    read: `${HERE} and (witnesses && ${PEOPLE} or ${HOST} is not null and scope_writes_circle(circle_id))`,
    add: OF_WRITTEN,
    rights: "insert",
  },
  ledger: { add: OF_WRITTEN, rights: "insert" },
};

function allow(table: string, { read, add, change, rights }: Rules): string {
  const policies = [
    read && `create policy writers_read on ${table} for select to dramatis_app using (${read});`,
    add && `create policy writers_add on ${table} for insert to dramatis_app with check (${add});`,
    change &&
      `create policy writers_change on ${table} for update to dramatis_app using (${change}) with check (${change});`,
  ];
  return `${policies.filter(Boolean).join("\n")} grant ${rights} on ${table} to dramatis_app;`;
}

/** What a call costs is charged to accounts that nobody may write directly. */
const booking = `
alter function book_costs() security definer set search_path = public, pg_temp;
`;
