import { Migration } from "@mikro-orm/migrations";

/** A trait takes its labels with it, in one transaction: another one of that name must not inherit them (SPEC S3). */
export class LabelsOfTraits extends Migration {
  override name = "0048-labels-of-traits";

  override up(): void {
    this.addSql(statements);
  }
}

/** As the tables' owner: labels are the server's to write. */
const statements = `
create function delete_labels_of_trait() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  delete from backstory_labels where workspace_id = old.workspace_id and trait_id = old.id;
  delete from label_replies where workspace_id = old.workspace_id and trait_id = old.id;
  return null;
end $$;
create trigger survey_traits_with_labels after delete on survey_traits
  for each row execute function delete_labels_of_trait();
`;
