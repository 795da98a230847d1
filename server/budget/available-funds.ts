/** The funds left in the requesters' accounts and credits, reduced with every grant of a batch. */
import type { Payer } from "../../engine/scope/scope.ts";
import type { AccountStanding } from "./budget-accounts.store.ts";
import type { Credit } from "./credits.store.ts";
import { decideGrant } from "./decide-grant.ts";
import type { LeaseRequest } from "./held-leases.ts";
import { subjectsOf } from "./payer.ts";

export type AvailableFunds = ReturnType<typeof createAvailableFunds>;

/** A budget, or credit: then without a standing. */
type Fund = Credit & { standing: AccountStanding | null };

export const leftOf = ({ balanceNano, heldNano }: Fund): number => balanceNano - heldNano;
/** If calls in progress cost nothing. Batches are not waited for: they take hours. */
export const leftWithoutCalls = ({ balanceNano, orderedNano }: Fund): number => balanceNano - orderedNano;

/** @param credits by user */
export function createAvailableFunds(standings: readonly AccountStanding[], credits: ReadonlyMap<string, Credit>) {
  const bySubject = Map.groupBy(standings, ({ scope, subjectId }) => `${scope} ${subjectId}`);
  const standingsOf = (payer: Payer) =>
    subjectsOf(payer).flatMap(({ scope, subjectId }) => bySubject.get(`${scope} ${subjectId}`) ?? []);
  /** Null when nobody is billed for it. */
  const creditOf = ({ userId }: Payer) => (userId && credits.get(userId)) || null;
  /** Undefined when nothing limits the payer. */
  function tightestOf(payer: Payer, left: (fund: Fund) => number): Fund | undefined {
    const credit = creditOf(payer);
    const funds: Fund[] = credit ? [{ ...credit, standing: null }] : [];
    for (const standing of standingsOf(payer))
      funds.push({ ...standing, balanceNano: standing.limitNano - standing.spentNano, standing });
    return funds.toSorted((one, other) => left(one) - left(other))[0];
  }
  return {
    standingsOf,
    tightestOf,
    /** Null when less than `neededNano` is left. */
    take({ payer, neededNano, wantedNano }: LeaseRequest): number | null {
      const tightest = tightestOf(payer, leftOf);
      const nano = decideGrant(tightest ? leftOf(tightest) : Infinity, neededNano, wantedNano);
      for (const standing of standingsOf(payer)) standing.heldNano += nano ?? 0;
      const credit = creditOf(payer);
      if (credit) credit.heldNano += nano ?? 0;
      return nano;
    },
  };
}
