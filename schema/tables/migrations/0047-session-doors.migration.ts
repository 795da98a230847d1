import { Migration } from "@mikro-orm/migrations";

/** Who left a session reads its plan no longer (SPEC C9); a version of a text is added only where the text is (SPEC C2). */
export class SessionDoors extends Migration {
  override name = "0047-session-doors";

  override up(): void {
    this.addSql(statements);
  }
}

const HERE = "workspace_id = (select scope_workspace())";
const USER = "(select scope_user())";

const statements = `
alter policy app_read on sessions using (${HERE} and (owner_id = ${USER} or (select scope_has_role('facilitator', 'admin'))
  or id in (select session_id from session_people where user_id = ${USER} and status not in ('dismissed', 'withdrawn'))));
alter policy app_add on outcome_revisions
  with check (${HERE} and by_id = ${USER} and scope_may_change_outcome(circle_id)
    and exists (select from outcome_items i where i.id = item_id and i.circle_id = outcome_revisions.circle_id));
`;
