/** Reconciliation of providers' bills, and its routes (SPEC L6). */
import type { Configuration } from "../configuration/configuration.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Route } from "../http/define-route.ts";
import { anthropicBill } from "./anthropic-bill.adapter.ts";
import { openAiBill } from "./openai-bill.adapter.ts";
import { reconcileBills } from "./reconcile-bills.ts";
import { createReconciliationStore } from "./reconciliation.store.ts";
import { reconciliationRoutes } from "./reconciliation.route.ts";

const WATCHED_DAYS = 7;
const DAY_MS = 86_400_000;

export type Reconciliation = {
  routes: Route[];
  run(signal: AbortSignal): Promise<void>;
  /** Per provider, how many of the last seven days differ. */
  offDays(): Promise<{ provider: string; days: number }[]>;
};

export function openReconciliation(
  database: Database,
  keys: Pick<Configuration, "OPENAI_ADMIN_KEY" | "ANTHROPIC_ADMIN_KEY">,
  warn: (text: string) => void,
): Reconciliation {
  const { now } = database;
  const store = createReconciliationStore(database);
  const bills = [
    ...(keys.OPENAI_ADMIN_KEY ? [openAiBill(keys.OPENAI_ADMIN_KEY)] : []),
    ...(keys.ANTHROPIC_ADMIN_KEY ? [anthropicBill(keys.ANTHROPIC_ADMIN_KEY)] : []),
  ];
  return {
    routes: reconciliationRoutes(store, now),
    run: (signal) => reconcileBills({ bills, store, now, warn }, signal),
    offDays: () => store.countOffDays(new Date(now().getTime() - WATCHED_DAYS * DAY_MS).toISOString().slice(0, 10)),
  };
}
