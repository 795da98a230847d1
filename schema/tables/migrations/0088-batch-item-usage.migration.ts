import { Migration } from "@mikro-orm/migrations";

/** What each request of a batch took, and whether one that failed is to blame itself (SPEC L5). */
export class BatchItemUsage extends Migration {
  override name = "0088-batch-item-usage";

  override up(): void {
    this.addSql(items);
  }
}

const items = `
alter table model_batch_items
  add column request_at_fault boolean not null default false,
  add column input_tokens int not null default 0,
  add column cached_tokens int not null default 0,
  add column output_tokens int not null default 0;
`;
