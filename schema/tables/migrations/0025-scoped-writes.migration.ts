import { Migration } from "@mikro-orm/migrations";

/**
 * What admins and operators change over HTTP is written in their scope too: the policies know what each role may
 * change, and the rights name the columns.
 */
export class ScopedWrites extends Migration {
  override name = "0025-scoped-writes";

  override up(): void {
    for (const { table, to, when, rights } of POLICIES) this.addSql(allow(table, to, when, rights));
    this.addSql(columns);
    this.addSql(roles);
    this.addSql(triggers);
    this.addSql(standings);
  }
}

const WORKSPACE = "(select scope_workspace())";
const USER = "(select scope_user())";
const is = (...names: string[]) => `(select scope_has_role(${names.map((name) => `'${name}'`).join(", ")}))`;
const HERE = `workspace_id = ${WORKSPACE}`;
const OF_ADMIN = `${HERE} and ${is("admin")}`;
const OF_OPERATOR = `${HERE} and ${is("operator", "admin")}`;

type Action = "read" | "add" | "change" | "remove";
const COMMAND: Record<Action, string> = { read: "select", add: "insert", change: "update", remove: "delete" };

/** `rights`: what is granted, with its columns where not all are meant. */
const POLICIES: { table: string; to: Action; when: string; rights: string }[] = [
  { table: "audit_log", to: "add", when: `${OF_OPERATOR} and actor_id = ${USER}`, rights: "insert" },
  { table: "users", to: "change", when: OF_ADMIN, rights: "update (role, blocked_at)" },
  { table: "sign_ins", to: "change", when: OF_ADMIN, rights: "update (revoked_at)" },
  { table: "reports", to: "change", when: OF_ADMIN, rights: "update (settled_at)" },
  { table: "join_links", to: "add", when: `${OF_ADMIN} and owner_id = ${USER}`, rights: "insert" },
  { table: "join_links", to: "change", when: OF_ADMIN, rights: "update (withdrawn_at)" },
  {
    table: "workspaces",
    to: "change",
    when: `id = ${WORKSPACE} and ${is("operator", "admin")}`,
    rights: "update (billing)",
  },
  { table: "reactions", to: "add", when: `${HERE} and user_id = ${USER}`, rights: "insert" },
  { table: "budgets", to: "add", when: OF_OPERATOR, rights: "insert" },
  { table: "budgets", to: "change", when: OF_OPERATOR, rights: "update (limit_nano, is_default)" },
  { table: "budgets", to: "remove", when: OF_OPERATOR, rights: "delete" },
  {
    table: "budget_accounts",
    to: "read",
    when: `${HERE} and (scope in ('workspace', 'run') or owner_id = ${USER} or ${is("operator", "admin")}
      or scope = 'circle' and scope_may_read_circle(subject_id))`,
    rights: "select",
  },
  { table: "budget_accounts", to: "add", when: OF_OPERATOR, rights: "insert" },
  {
    table: "budget_leases",
    to: "read",
    when: HERE,
    rights: "select (workspace_id, user_id, circle_id, run_id, held_nano, granted_at)",
  },
  {
    table: "credit_entries",
    to: "add",
    when: `${OF_OPERATOR} and kind = 'grant' and by_user_id = ${USER}`,
    rights: "insert",
  },
  { table: "credit_accounts", to: "add", when: OF_OPERATOR, rights: "insert" },
  { table: "credit_accounts", to: "change", when: OF_OPERATOR, rights: "update (plan)" },
  { table: "model_settings", to: "add", when: OF_OPERATOR, rights: "insert" },
  { table: "model_settings", to: "change", when: OF_OPERATOR, rights: "update" },
  { table: "retention", to: "read", when: OF_OPERATOR, rights: "select" },
  { table: "retention", to: "add", when: OF_OPERATOR, rights: "insert" },
  { table: "retention", to: "change", when: OF_OPERATOR, rights: "update" },
  { table: "durable_jobs", to: "read", when: OF_OPERATOR, rights: "select" },
  { table: "model_batches", to: "read", when: OF_OPERATOR, rights: "select" },
  { table: "model_batches", to: "change", when: OF_OPERATOR, rights: "update (cancel_asked_at, due_at)" },
];

function allow(table: string, to: Action, when: string, rights: string): string {
  const conditions = {
    read: `using (${when})`,
    add: `with check (${when})`,
    change: `using (${when}) with check (${when})`,
    remove: `using (${when})`,
  };
  return `
    create policy keepers_${to} on ${table} for ${COMMAND[to]} to dramatis_app ${conditions[to]};
    grant ${rights} on ${table} to dramatis_app;
  `;
}

/** A link's token is as good as the role it gives. */
const columns = `
revoke select on join_links from dramatis_app;
grant select (id, workspace_id, owner_id, role, uses_left, expires_at, created_at, withdrawn_at) on join_links to dramatis_app;
`;

/** People may change their own row, but not these columns of it. */
const roles = `
create function keep_roles() returns trigger language plpgsql as $$
begin
  if not is_server() and not scope_has_role('admin') then
    raise exception 'Only admins give roles and block people.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger keep_roles before update of role, blocked_at on users for each row execute function keep_roles();
`;

/** They write what nobody may write directly. */
const triggers = `
alter function tell_budget_change() security definer set search_path = public;
alter function keep_credit_balance() security definer set search_path = public;
`;

/** Read with the rights of the reader, not of its owner. */
const standings = `
alter view budget_standings set (security_invoker = true);
grant select on budget_standings to dramatis_app;
`;
