import { Migration } from "@mikro-orm/migrations";

/** Which pictures were stored before what cameras write beside them was left out: a job stores them without it (SPEC C9). */
export class StrippedPictures extends Migration {
  override name = "0086-stripped-pictures";

  override up(): void {
    this.addSql("alter table session_pictures add column is_stripped boolean not null default false");
    this.addSql("alter table session_pictures alter column is_stripped set default true");
    this.addSql("create index session_pictures_unstripped on session_pictures (id) where not is_stripped");
  }
}
