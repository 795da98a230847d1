import { Migration } from "@mikro-orm/migrations";

/** Which servers live on this database: what a dead one held is free (SPEC C7). Nobody's data. */
export class Servers extends Migration {
  override name = "0016-servers";

  override up(): void {
    this.addSql("create table servers (id int primary key, expires_at timestamptz not null);");
    // What older servers held: they are stopped for an update.
    this.addSql("update circles set host = null where host is not null;");
  }
}
