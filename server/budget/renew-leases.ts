import type { HeldLeases } from "./held-leases.ts";

/** Renews all leases of this process; their time counts from the request, however long the answer takes. */
export async function renewLeases(
  heldLeases: HeldLeases,
  leases: { renew(workspaceId: string, ids: string[]): Promise<string[]> },
  elapsed: () => number,
  leaseMs: number,
): Promise<void> {
  for (const [workspaceId, ids] of heldLeases.idsByWorkspace()) {
    const askedAt = elapsed();
    heldLeases.renew(ids, await leases.renew(workspaceId, ids), askedAt, leaseMs);
  }
}
