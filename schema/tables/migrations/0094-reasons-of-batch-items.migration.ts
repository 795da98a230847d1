import { Migration } from "@mikro-orm/migrations";

/** Why a request of a batch failed is said in the language of each page (SPEC W13); what was written before stays as it was. */
export class ReasonsOfBatchItems extends Migration {
  override name = "0094-reasons-of-batch-items";

  override up(): void {
    this.addSql(reasons);
  }
}

const reasons = `
alter table model_batch_items alter column problem type jsonb using case when problem is not null
  then jsonb_build_object('code', 'verbatim', 'values', jsonb_build_object('text', problem)) end;
`;
