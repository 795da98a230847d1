/** The funds left in the requesters' accounts and credits, reduced with every grant of a batch. */
import type { Payer } from "../../engine/scope/scope.ts";
import type { AccountStanding } from "./budget-accounts.store.ts";
import type { Credit } from "./credits.store.ts";
import { decideGrant } from "./decide-grant.ts";
import type { LeaseRequest } from "./held-leases.ts";
import { subjectsOf } from "./payer.ts";

export type AvailableFunds = ReturnType<typeof createAvailableFunds>;

export const leftOf = ({ limitNano, spentNano, heldNano }: AccountStanding): number => limitNano - spentNano - heldNano;

/** @param credits by user */
export function createAvailableFunds(standings: readonly AccountStanding[], credits: ReadonlyMap<string, Credit>) {
  const bySubject = Map.groupBy(standings, ({ scope, subjectId }) => `${scope} ${subjectId}`);
  const standingsOf = (payer: Payer) =>
    subjectsOf(payer).flatMap(({ scope, subjectId }) => bySubject.get(`${scope} ${subjectId}`) ?? []);
  const tightestOf = (payer: Payer) => standingsOf(payer).toSorted((one, other) => leftOf(one) - leftOf(other))[0];
  /** Null when nobody is billed for it. */
  const creditOf = ({ userId }: Payer) => (userId && credits.get(userId)) || null;
  return {
    standingsOf,
    tightestOf,
    creditOf,
    /** Null when less than `neededNano` is left. */
    take({ payer, neededNano, wantedNano }: LeaseRequest): number | null {
      const tightest = tightestOf(payer);
      const credit = creditOf(payer);
      const left = Math.min(tightest ? leftOf(tightest) : Infinity, credit?.leftNano ?? Infinity);
      const nano = decideGrant(left, neededNano, wantedNano);
      for (const standing of standingsOf(payer)) standing.heldNano += nano ?? 0;
      if (credit) credit.leftNano -= nano ?? 0;
      return nano;
    },
  };
}
