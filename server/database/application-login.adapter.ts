/** The login that requests work as (SPEC A2): it has the rights of the role dramatis_app, and owns nothing. */
import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import { connectClient } from "./connect-client.adapter.ts";
import { StartProblem } from "./start-problem.ts";

/** In the table of secrets, where every server of the database finds the password. */
const SECRET = "application-login";

const PERMISSION_DENIED = "42501";
const WRONG_PASSWORD = "28P01";

/** `login`: roles belong to the whole Postgres, so that each database has a login of its own. */
const ROLES = `
  select current_user as "connectedAs", r.rolsuper or r.rolcreaterole as "mayCreate", names.login, pg_is_there.*
  from pg_roles r
  cross join (select 'dramatis_app_' || oid as login from pg_database where datname = current_database()) as names
  cross join lateral (select count(*) filter (where rolname = 'dramatis_app') > 0 as "hasGroup",
    count(*) filter (where rolname = names.login) > 0 as "hasLogin" from pg_roles) as pg_is_there
  where r.rolname = current_user`;

type Roles = { connectedAs: string; mayCreate: boolean; login: string; hasGroup: boolean; hasLogin: boolean };

const readRoles = async (client: Client): Promise<Roles> => (await client.query<Roles>(ROLES)).rows[0]!;

/** The migrations give rights to dramatis_app, and make it if they may. @throws StartProblem */
export async function requireApplicationRole(client: Client): Promise<void> {
  const roles = await readRoles(client);
  if (!roles.hasGroup && !roles.mayCreate) throw mayNotCreate(client, roles);
}

/** Makes the login of this database unless it is there. @returns its address @throws StartProblem */
export async function makeApplicationLogin(client: Client, databaseUrl: string): Promise<string> {
  const made = randomBytes(24).toString("base64url");
  await client.query("insert into secrets (name, value) values ($1, $2) on conflict do nothing", [SECRET, made]);
  const { rows } = await client.query<{ value: string }>("select value from secrets where name = $1", [SECRET]);
  const password = rows[0]!.value;
  const roles = await readRoles(client);
  const url = new URL(databaseUrl);
  url.username = roles.login;
  url.password = password;
  // After a restore, the password is the backup's.
  if (roles.hasLogin && (await opens(url.href))) return url.href;
  const command = roles.hasLogin ? "alter" : "create";
  const group = roles.hasLogin ? "" : " in role dramatis_app";
  try {
    await client.query(`${command} role ${roles.login} login password ${client.escapeLiteral(password)}${group}`);
  } catch (error) {
    if ((error as { code?: string }).code !== PERMISSION_DENIED) throw error;
    throw mayNotCreate(client, roles);
  }
  return url.href;
}

async function opens(url: string): Promise<boolean> {
  try {
    await (await connectClient(url)).end();
    return true;
  } catch (error) {
    if (((error as Error).cause as { code?: string }).code === WRONG_PASSWORD) return false;
    throw error;
  }
}

/** Identifies a database, whatever address leads to it. */
const DATABASE = `
  select system_identifier || '/' || oid as id from pg_control_system(), pg_database where datname = current_database()`;

/**
 * @param owner connected to the database
 * @throws StartProblem unless the login is for the same database, with the rights of dramatis_app and no more
 */
export async function requireApplicationLogin(owner: Client, url: string): Promise<void> {
  const client = await connectClient(url, "DATABASE_APP_URL");
  try {
    const [ours, its] = await Promise.all([owner, client].map((one) => one.query<{ id: string }>(DATABASE)));
    if (ours!.rows[0]!.id !== its!.rows[0]!.id)
      throw new StartProblem("DATABASE_APP_URL leads to another database than DATABASE_URL. Correct one of them.");
    const { rows } = await client.query<{ name: string; isMember: boolean; mayBypass: boolean }>(
      `select current_user as name, pg_has_role('dramatis_app', 'usage') as "isMember",
         rolsuper or rolbypassrls or is_server() as "mayBypass"
       from pg_roles where rolname = current_user`,
    );
    const { name, isMember, mayBypass } = rows[0]!;
    if (isMember && !mayBypass) return;
    const why = mayBypass ? "could bypass row-level security" : "is not a member of the role dramatis_app";
    throw new StartProblem(
      `Requests must not work as the database user ${client.escapeIdentifier(name)}, which ${why}. Set DATABASE_APP_URL to one that is a member of dramatis_app, owns no tables and is no superuser.`,
    );
  } finally {
    await client.end();
  }
}

function mayNotCreate(client: Client, { connectedAs, login, hasGroup, hasLogin }: Roles): StartProblem {
  const statements = [
    ...(hasGroup ? [] : ["create role dramatis_app nologin;"]),
    hasLogin
      ? `alter role ${login} login password 'PASSWORD';`
      : `create role ${login} login password 'PASSWORD' in role dramatis_app;`,
  ];
  const { host, port, database } = client;
  return new StartProblem(
    `The database user ${client.escapeIdentifier(connectedAs)} may not create roles. What people ask for is read and written under a login of its own, which owns nothing. Run this once as an administrator of the database, with a password of your own:
${statements.join("\n")}
Then set DATABASE_APP_URL=postgres://${login}:PASSWORD@${host}:${port}/${database} and start again.`,
  );
}
