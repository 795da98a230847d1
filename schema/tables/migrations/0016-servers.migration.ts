import { Migration } from "@mikro-orm/migrations";

/** The live servers of this database: circles of a dead one are free (SPEC C7). Belongs to no workspace. */
export class Servers extends Migration {
  override name = "0016-servers";

  override up(): void {
    this.addSql("create table servers (id int primary key, expires_at timestamptz not null);");
    // Frees circles of older servers, which are stopped for an update.
    this.addSql("update circles set host = null where host is not null;");
  }
}
