/** Reads providers' bills for the last whole days and stores them beside the ledger's sums (SPEC L6). */
import { compareCosts, isOff } from "./compare-costs.ts";
import { BillProblem, type ProviderBill } from "./provider-bill.ts";
import type { ReconciliationStore } from "./reconciliation.store.ts";

export type ReconciliationPorts = {
  bills: ProviderBill[];
  store: Pick<ReconciliationStore, "readLedger" | "keep" | "keepProblem">;
  now(): Date;
  /** Called with a difference or a problem, as text for an operator. */
  warn(text: string): void;
};

/** Providers complete their bills late: each day is checked three times. */
const DAYS = 3;
const DAY_MS = 86_400_000;
const NANO_PER_CENT = 10_000_000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const dollars = (nano: number): string => `$${(Math.round(nano / NANO_PER_CENT) / 100).toFixed(2)}`;

/** A bill that cannot be read does not block the others; any other failure is thrown after all are done. */
export async function reconcileBills(ports: ReconciliationPorts, signal: AbortSignal): Promise<void> {
  const outcomes = await Promise.allSettled(ports.bills.map((bill) => reconcileBill(bill, ports, signal)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  if (failures.length > 0) throw new AggregateError(failures, "reconciliation failed");
}

async function reconcileBill(bill: ProviderBill, { store, now, warn }: ReconciliationPorts, signal: AbortSignal) {
  const checkedAt = now();
  const to = dayOf(checkedAt.getTime());
  const from = dayOf(checkedAt.getTime() - DAYS * DAY_MS);
  try {
    const compared = compareCosts(await bill.read(from, to, signal), await store.readLedger(bill.provider, from, to));
    await store.keep(bill.provider, from, to, compared, checkedAt);
    for (const { day, model, billedNano, ledgerNano } of compared.filter(isOff))
      warn(
        `${bill.provider} billed ${dollars(billedNano)} for ${model} on ${day}; the ledger has ${dollars(ledgerNano)}. ` +
          "The bill is the whole organization's: see whether others use it, then compare prices in models.yaml.",
      );
  } catch (error) {
    if (!(error instanceof BillProblem)) throw error;
    await store.keepProblem(bill.provider, error.reason, checkedAt);
    warn(error.message);
  }
}
