import { StartProblem } from "./start-problem.ts";

/** Asks once; `exists`: the role that requests work as; `isMember`: this connection may become it. */
export const APPLICATION_ROLE = `
  select current_user as "connectedAs", r.rolsuper or r.rolcreaterole as "mayCreate", app.oid is not null as "exists",
    app.oid is not null and pg_has_role(current_user, app.oid, 'member') as "isMember"
  from pg_roles r left join pg_roles app on app.rolname = 'dramatis_app' where r.rolname = current_user`;

export type RoleAnswer = { connectedAs: string; mayCreate: boolean; exists: boolean; isMember: boolean };

/** @throws StartProblem with the statements that an administrator of the database must run first */
export function requireApplicationRole({ connectedAs, mayCreate, exists, isMember }: RoleAnswer): void {
  if (isMember || (!exists && mayCreate)) return;
  const name = `"${connectedAs.replaceAll('"', '""')}"`;
  const statements = [...(exists ? [] : ["create role dramatis_app nologin;"]), `grant dramatis_app to ${name};`];
  throw new StartProblem(
    `The database user ${name} may not create roles. What people ask for runs as the role dramatis_app, which owns nothing. Run this once as an administrator of the database, then start again:\n${statements.join("\n")}`,
  );
}
