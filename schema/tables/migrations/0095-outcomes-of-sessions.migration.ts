import { Migration } from "@mikro-orm/migrations";

/** What became of the talk of a session is read, like its turns, by all its people, also by those who came later (SPEC C9, C10). */
export class OutcomesOfSessions extends Migration {
  override name = "0095-outcomes-of-sessions";

  override up(): void {
    this.addSql(statements);
  }
}

const HERE = "workspace_id = (select scope_workspace())";
const READS = `(witnesses is null or (select scope_user()) = any(witnesses)
  or (select scope_has_role('facilitator', 'admin')) or circle_id in (select scope_session_circles()))`;

const statements = ["outcome_items", "outcome_revisions"]
  .map(
    (table) => `
alter policy app_read on ${table} using (${HERE} and ${READS} and scope_may_read_circle(circle_id));`,
  )
  .join("");
