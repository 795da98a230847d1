/** Money is reserved before a request goes out and settled with what it cost (SPEC L7). */
import type { Payer } from "../../scope/scope.ts";
import type { Route } from "../language-model.ts";
import { priceBound } from "../price/price-bound.ts";
import type { PriceTable } from "../price/price-table.ts";

export type Reservation = {
  /** The lease it comes from: the ledger row that names it takes its cost out of it. */
  readonly leaseId?: string;
  /** What the try has cost, which may be more than was reserved. Only the first word counts. */
  settle(costNano: number): void;
  /** It cost nothing. Does nothing after `settle`. */
  release(): void;
};

export interface BudgetPorts {
  /**
   * Holds `amountNano` back from every budget that applies.
   * @throws ModelError "budget" that tells a person which one is used up and what to do
   */
  reserve(payer: Payer, amountNano: number): Promise<Reservation> | Reservation;
}

/**
 * What a request with so many tokens costs at most.
 * @returns null where no budget is kept, and for what costs nothing
 * @param at ISO date-time of the price
 * @throws ModelError "budget", with nothing sent
 */
export async function reserveMoney(
  { prices, budget }: { prices: PriceTable; budget?: BudgetPorts },
  payer: Payer,
  route: Route,
  countMost: () => { prompt: number; output: number },
  at: string,
): Promise<Reservation | null> {
  if (route.local || !budget) return null;
  const amountNano = priceBound(prices, route, countMost(), at);
  return amountNano === 0 ? null : budget.reserve(payer, amountNano);
}
