import { Migration } from "@mikro-orm/migrations";

/** Which of a session's facilitators leads it (SPEC C9); null: its owner. */
export class SessionLeads extends Migration {
  override name = "0061-session-leads";

  override up(): void {
    this.addSql(
      `alter table sessions add column lead_id text references users; grant update (lead_id) on sessions to dramatis_app`,
    );
  }
}
