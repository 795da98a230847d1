import { Migration } from "@mikro-orm/migrations";

/** Personas that are respondents of the pool, standing up in a session (SPEC S8). */
export class StandingRespondents extends Migration {
  override name = "0064-standing-respondents";

  override up(): void {
    this.addSql(`alter table personas add column backstory_id text references backstories on delete set null`);
    this.addSql(`create index personas_backstory on personas (backstory_id) where backstory_id is not null`);
  }
}
