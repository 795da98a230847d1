import { Migration } from "@mikro-orm/migrations";

/** What an action set besides a role: an amount, a plan, where text may be sent (SPEC A4). */
export class AuditDetails extends Migration {
  override name = "0015-audit-details";

  override up(): void {
    this.addSql("alter table audit_log add column details jsonb not null default '{}'");
  }
}
