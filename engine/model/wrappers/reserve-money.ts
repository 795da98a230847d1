/** Money is reserved before a request is sent, and settled with its cost (SPEC L7). */
import { payerOf, type Payer, type Scope } from "../../scope/scope.ts";
import type { CallScope, Route } from "../language-model.ts";
import { priceBound } from "../price/price-bound.ts";
import type { PriceTable } from "../price/price-table.ts";

export type Reservation = {
  /** The lease it comes from: the cost of a ledger row with this lease is taken out of it. */
  readonly leaseId?: string;
  /** Settles with the attempt's cost, which may exceed the reservation. Only the first call counts. */
  settle(costNano: number): void;
  /** Releases it without cost. Does nothing after `settle`. */
  release(): void;
};

export interface BudgetPorts {
  /**
   * Reserves `amountNano` in every budget that applies. Where only calls in progress leave no room for it, it waits for
   * them, as long as the policy of the call allows.
   * @throws ModelError "budget" with a message on which one is used up and what to do, or "aborted"
   */
  reserve(payer: Payer, amountNano: number, call: Pick<Scope, "policy" | "signal">): Promise<Reservation> | Reservation;
}

/**
 * Reserves the maximum cost of a request with this many tokens. A call that has to wait for money frees its place at the
 * provider meanwhile.
 * @returns null when no budget is kept, or the route is free
 * @param at ISO date-time of the price
 * @throws ModelError "budget" or "aborted", with nothing sent
 */
export async function reserveMoney(
  { prices, budget }: { prices: PriceTable; budget?: BudgetPorts },
  scope: CallScope,
  route: Route,
  countMost: () => { prompt: number; output: number },
  at: string,
): Promise<Reservation | null> {
  if (route.local || !budget) return null;
  const amountNano = priceBound(prices, route, countMost(), at);
  if (amountNano === 0) return null;
  const reserved = budget.reserve(payerOf(scope), amountNano, scope);
  if (!(reserved instanceof Promise)) return reserved;
  const returnToPlace = scope.leavePlace?.();
  const reservation = await reserved;
  try {
    await returnToPlace?.();
  } catch (error) {
    reservation.release();
    throw error;
  }
  return reservation;
}
