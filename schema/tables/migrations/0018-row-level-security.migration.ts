import { Migration } from "@mikro-orm/migrations";

/**
 * Row-level security (SPEC A2). What people ask for is read and written as the role dramatis_app, which owns nothing and
 * cannot bypass a policy, for one workspace and one person at a time. The server's own work keeps the connection's role.
 */
export class RowLevelSecurity extends Migration {
  override name = "0018-row-level-security";

  override up(): void {
    this.addSql(role);
    this.addSql(scope);
    for (const [table, rules] of Object.entries(TABLES)) this.addSql(securityOf(table, rules));
    for (const table of OF_THE_SERVER) this.addSql(securityOf(table, {}));
  }
}

/** A role is of the whole cluster, where another database may have made it already, or may just be making it. */
const role = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'dramatis_app') then
    begin
      create role dramatis_app nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
end $$;
grant usage on schema public to dramatis_app;
grant usage on all sequences in schema public to dramatis_app;
`;

/** On whose behalf the transaction runs. `security definer`: the policies do not apply to these look-ups. */
const scope = `
create function scope_workspace() returns text language sql stable as $$
  select nullif(current_setting('dramatis.workspace', true), '')
$$;
create function scope_user() returns text language sql stable as $$
  select nullif(current_setting('dramatis.user', true), '')
$$;
create function scope_has_role(variadic roles text[]) returns boolean language sql stable security definer
  set search_path = public as $$
  select exists (select from users where id = scope_user() and workspace_id = scope_workspace()
    and blocked_at is null and role = any(roles))
$$;
create function scope_may_read_circle(circle text) returns boolean language sql stable security definer
  set search_path = public as $$
  select exists (select from circles c where c.id = circle and c.workspace_id = scope_workspace() and (
    not c.is_private or c.owner_id = scope_user() or scope_has_role('facilitator', 'admin')
    or exists (select from memberships m where m.circle_id = c.id and m.member_id = scope_user())))
$$;
`;

/* Each in its own subquery, so that it is evaluated once per statement and not once per row. */
const WORKSPACE = "(select scope_workspace())";
const USER = "(select scope_user())";
const is = (...roles: string[]) => `(select scope_has_role(${roles.map((role) => `'${role}'`).join(", ")}))`;

const HERE = `workspace_id = ${WORKSPACE}`;
/** As `mayChange` (server/persona/persona-rights.ts): the cast belongs to the workspace. */
const CHANGEABLE = `${HERE} and (owner_id = ${USER} or ${is("admin")} or owner_id is null and ${is("facilitator")})`;
const MINE_OR_OPERATORS = `${HERE} and (owner_id = ${USER} or ${is("operator", "admin")})`;
/** Who heard it; null: everybody could. */
const WITNESSED = `witnesses is null or ${USER} = any(witnesses)`;
const KEEPER = is("facilitator", "admin");

/** Which rows may be read and written; what is not named is refused. `write` is for adding, changing and deleting. */
type Rules = {
  read?: string;
  write?: string;
  add?: string;
  change?: string;
  remove?: string;
  /** Without them, all: what is secret, or decides what somebody may do, is left out. */
  readColumns?: string;
  changeColumns?: string;
};

const TABLES: Record<string, Rules> = {
  workspaces: { read: `id = ${WORKSPACE}` },
  users: {
    read: HERE,
    change: `${HERE} and id = ${USER}`,
    readColumns: "id, workspace_id, name, kind, role, email, colour, created_at, blocked_at",
    changeColumns: "name, colour",
  },
  sign_ins: {
    read: `${HERE} and (user_id = ${USER} or ${is("admin")})`,
    readColumns: "id, workspace_id, user_id, created_at, expires_at, revoked_at",
  },
  join_links: { read: `${HERE} and ${is("admin")}` },
  audit_log: { read: `${HERE} and ${is("admin")}` },
  consents: { read: `${HERE} and user_id = ${USER}`, add: `${HERE} and user_id = ${USER}` },
  model_settings: { read: HERE },
  personas: { read: HERE, write: CHANGEABLE },
  traits: { read: HERE, write: CHANGEABLE },
  trait_changes: { read: `${HERE} and (${WITNESSED} or ${KEEPER})`, write: CHANGEABLE },
  memories: {
    read: `${HERE} and (${WITNESSED} or owner_id = ${USER})`,
    change: `${HERE} and about_user_id = ${USER}`,
    remove: `${HERE} and about_user_id = ${USER}`,
  },
  circles: {
    read: `${HERE} and (not is_private or owner_id = ${USER} or ${KEEPER}
      or id in (select circle_id from memberships where member_id = ${USER}))`,
  },
  memberships: { read: `${HERE} and (member_id = ${USER} or scope_may_read_circle(circle_id))` },
  turns: { read: `${HERE} and (${WITNESSED} or ${KEEPER})` },
  reactions: { read: `${HERE} and scope_may_read_circle(circle_id)` },
  ledger: {
    read: `${HERE} and (user_id = ${USER} or ${is("facilitator", "operator", "admin")} or scope_may_read_circle(circle_id))`,
  },
  budgets: { read: HERE },
  credit_accounts: { read: MINE_OR_OPERATORS },
  credit_entries: { read: MINE_OR_OPERATORS },
};

/** Only the server's own work touches these: keys, money that is held, batches, jobs, bills. */
const OF_THE_SERVER = [
  "secrets",
  "admin_links",
  "budget_accounts",
  "budget_leases",
  "kept_prefixes",
  "model_batches",
  "model_batch_items",
  "reconciliations",
  "reconciliation_checks",
  "durable_jobs",
  "job_workers",
  "servers",
  "retention",
  "storage_samples",
];

function securityOf(table: string, rules: Rules): string {
  const { read, write, add = write, change = write, remove = write, readColumns, changeColumns } = rules;
  const policies = [
    read && `create policy app_read on ${table} for select to dramatis_app using (${read});`,
    add && `create policy app_add on ${table} for insert to dramatis_app with check (${add});`,
    change &&
      `create policy app_change on ${table} for update to dramatis_app using (${change}) with check (${change});`,
    remove && `create policy app_remove on ${table} for delete to dramatis_app using (${remove});`,
  ];
  const columns = (names: string | undefined) => (names ? ` (${names})` : "");
  const rights = [
    read && `select${columns(readColumns)}`,
    add && "insert",
    change && `update${columns(changeColumns)}`,
    remove && "delete",
  ]
    .filter(Boolean)
    .join(", ");
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy of_the_server on ${table} using (current_user <> 'dramatis_app') with check (current_user <> 'dramatis_app');
    ${policies.filter(Boolean).join("\n    ")}
    ${rights && `grant ${rights} on ${table} to dramatis_app;`}
  `;
}
