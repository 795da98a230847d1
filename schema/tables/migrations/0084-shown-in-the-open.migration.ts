import { Migration } from "@mikro-orm/migrations";

/** What an open session shows hangs in the world, so everybody who may hear it sees its picture (SPEC C9). */
export class ShownInTheOpen extends Migration {
  override name = "0084-shown-in-the-open";

  override up(): void {
    this.addSql(shown);
  }
}

/** The policy asks for the workspace. */
const shown = `
create or replace function scope_is_shown_picture(session text, picture text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select from sessions s where s.id = session and s.status = 'live'
    and s.plan->'guide'->s.section->'material'->>'pictureId' = picture
    and (s.plan->>'isOpen' = 'true' or scope_attends_session(session)))
$$;
`;
