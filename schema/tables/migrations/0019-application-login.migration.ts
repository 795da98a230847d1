import { Migration } from "@mikro-orm/migrations";

/**
 * What people ask for is read and written under a login of its own, a member of dramatis_app. So the policies for the
 * server's own work no longer go by that role's name, but by the rights of the tables' owner, which no login has.
 */
export class ApplicationLogin extends Migration {
  override name = "0019-application-login";

  override up(): void {
    this.addSql(isServer);
    this.addSql(policies);
  }
}

const isServer = `
create function is_server() returns boolean language sql stable as $$
  select pg_has_role((select relowner from pg_class where oid = 'public.workspaces'::regclass), 'usage')
$$`;

/** In a subquery, so that it is evaluated once per statement and not once per row. */
const policies = `
do $$ declare kept record; begin
  for kept in select schemaname, tablename from pg_policies where policyname = 'of_the_server' loop
    execute format('alter policy of_the_server on %I.%I using ((select is_server())) with check ((select is_server()))',
      kept.schemaname, kept.tablename);
  end loop;
end $$`;
