import { Migration } from "@mikro-orm/migrations";

/** What the server says by code and values, for every language (SPEC W13); what was written before stays as it was. */
export class Messages extends Migration {
  override name = "0012-messages";

  override up(): void {
    this.addSql("alter table ledger add column why_message jsonb null;");
    for (const [table, column] of [
      ["model_batches", "why"],
      ["model_batches", "problem"],
      ["reconciliation_checks", "problem"],
    ] as const)
      this.addSql(`alter table ${table} alter column ${column} type jsonb using case when ${column} is not null
        then jsonb_build_object('code', 'verbatim', 'values', jsonb_build_object('text', ${column})) end;`);
  }
}
