import type { LeaseBook } from "./lease-book.ts";

/** Renews all that this process holds; their time counts from the asking, however long the answer takes. */
export async function renewLeases(
  book: LeaseBook,
  leases: { renew(workspaceId: string, ids: string[]): Promise<string[]> },
  elapsed: () => number,
  leaseMs: number,
): Promise<void> {
  for (const [workspaceId, ids] of book.idsByWorkspace()) {
    const askedAt = elapsed();
    book.renew(ids, await leases.renew(workspaceId, ids), askedAt, leaseMs);
  }
}
