/**
 * Money is held back before a try and settled with what it cost (SPEC L7). Stands right outside the
 * ledger, so that each try is paid for by itself.
 */
import { boundPromptTokens } from "../usage/estimate-usage.ts";
import type { CallContext, LanguageModel } from "../language-model.ts";
import { priceBound } from "../price/price-bound.ts";
import { refuseUnpriced, type LedgerPorts } from "./with-ledger.ts";
import { wrapModel } from "./wrap-model.ts";

export type Reservation = {
  /** The lease it comes from: the ledger row that names it takes its cost out of it. */
  readonly leaseId?: string;
  /** What the try has cost, which may be more than was reserved. Only the first word counts. */
  settle(costNano: number): void;
  /** It cost nothing. Does nothing after `settle`. */
  release(): void;
};

/** Whose call it is. */
export type Payer = Pick<CallContext, "workspaceId" | "userId" | "circleId" | "runId">;

export interface BudgetPorts {
  /**
   * Holds `amountNano` back from every budget that applies.
   * @throws ModelError "budget" that tells a person which one is used up and what to do
   */
  reserve(payer: Payer, amountNano: number): Promise<Reservation> | Reservation;
}

export type PricedBudgetPorts = BudgetPorts & Pick<LedgerPorts, "prices" | "now">;

/**
 * Free routes pass untouched.
 * @throws ModelError "budget", with nothing sent; "unknown-model" for a paid route without a price
 */
export function withBudget(model: LanguageModel, ports: PricedBudgetPorts): LanguageModel {
  const { route } = model;
  if (route.local) return model;
  return wrapModel(model, async function* ({ request, context, open }) {
    const tokens = { prompt: boundPromptTokens(request), output: request.maxTokens };
    const reservation = await reserveBound(ports, context, model, tokens);
    try {
      yield* open({ ...context, ...payWith(reservation, context) });
    } finally {
      reservation.release();
    }
  });
}

const NOTHING_HELD: Reservation = { settle: () => undefined, release: () => undefined };

/** @throws ModelError */
export function reserveBound(
  { reserve, prices, now }: PricedBudgetPorts,
  payer: Payer,
  { route }: Pick<LanguageModel, "route">,
  tokens: { prompt: number; output: number },
): Promise<Reservation> | Reservation {
  const at = now().toISOString();
  refuseUnpriced(prices, route, at);
  const amountNano = priceBound(prices, route, tokens, at);
  return amountNano === 0 ? NOTHING_HELD : reserve(payer, amountNano);
}

/** What the ledger has to know of a call that is paid for. */
export const payWith = (
  { leaseId, settle }: Reservation,
  { onCost }: Pick<CallContext, "onCost"> = {},
): Pick<CallContext, "leaseId" | "onCost"> => ({
  ...(leaseId !== undefined && { leaseId }),
  onCost(costNano, usage) {
    settle(costNano);
    onCost?.(costNano, usage);
  },
});
