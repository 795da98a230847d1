/**
 * Gives back what this process holds without needing it. While a call anywhere waits for money that is held, what calls
 * here settle for is written, and what they leave is given back, at once; then whoever waits is told (SPEC L7).
 */
import type { HeldLeases, Spare } from "./held-leases.ts";
import type { LeaseStore } from "./leases.store.ts";

export type GivingPorts = {
  heldLeases: Pick<HeldLeases, "takeSpare" | "putBack" | "drop">;
  leases: Pick<LeaseStore, "giveBack" | "tellSettled">;
  /** Writes what settled calls have cost. */
  flush(): Promise<void>;
  reportError(error: unknown): void;
};

export type Giving = ReturnType<typeof createGiving>;

export function createGiving({ heldLeases, leases, flush, reportError }: GivingPorts) {
  /** Workspaces in which a call waits that has not been told of anything since it asked. */
  const awaited = new Set<string>();
  /** Workspaces in which calls of this process have settled since it last told who waits. */
  const untold = new Set<string>();

  /** @returns the workspaces that got something, where who waits has been told so */
  async function giveBack(which: Spare, workspaceId: string | null = null): Promise<string[]> {
    const gifts = Map.groupBy(heldLeases.takeSpare(which, workspaceId), (gift) => gift.workspaceId);
    for (const [workspaceId, ours] of gifts)
      await leases.giveBack(workspaceId, ours).then(
        (ended) => ended.forEach((id) => heldLeases.drop(id)),
        (error: unknown) => {
          ours.forEach((gift) => heldLeases.putBack(gift));
          throw error;
        },
      );
    return [...gifts.keys()];
  }

  async function tell(workspaceId: string): Promise<void> {
    awaited.delete(workspaceId);
    untold.delete(workspaceId);
    await flush();
    if ((await giveBack("free", workspaceId)).length === 0) await leases.tellSettled(workspaceId);
  }

  return {
    giveBack,
    /** A call waits for money that others hold. */
    async recalled(workspaceId: string): Promise<void> {
      awaited.add(workspaceId);
      if (untold.has(workspaceId)) await tell(workspaceId);
      else await giveBack("free", workspaceId);
    },
    /** A call of this process no longer needs what it had reserved. */
    settled(workspaceId: string): void {
      untold.add(workspaceId);
      if (awaited.has(workspaceId)) tell(workspaceId).catch(reportError);
    },
  };
}
