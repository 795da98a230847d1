import { Migration } from "@mikro-orm/migrations";

/** Replies that gave no label stay (SPEC S3): an estimate of what labels cost leaves them out. */
export class RepliesWithoutLabels extends Migration {
  override name = "0090-replies-without-labels";

  override up(): void {
    this.addSql(`
create policy app_read on label_replies for select to dramatis_app using (
  workspace_id = (select scope_workspace()) and (select scope_has_role('facilitator', 'admin')));
grant select on label_replies to dramatis_app;
`);
  }
}
