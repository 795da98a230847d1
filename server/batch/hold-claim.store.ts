import type { EntityManager } from "@mikro-orm/postgresql";

/** This process did not renew its claim in time, and another one has taken the batch over. */
export class LostClaim extends Error {
  constructor(batchId: string) {
    super(`Another process has taken batch ${batchId} over.`);
    this.name = "LostClaim";
  }
}

/** Locks the batch until the transaction ends. @throws LostClaim */
export async function holdClaim(em: EntityManager, batchId: string, claimant: string): Promise<void> {
  const rows = await em.execute("select id from model_batches where id = ? and claimed_by = ? for update", [
    batchId,
    claimant,
  ]);
  if ((rows as unknown[]).length === 0) throw new LostClaim(batchId);
}
