/** Budgets of this process: its in-memory state, kept in sync with Postgres. */
import { ModelError } from "../../engine/model/language-model.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import type { PolicyName } from "../../schema/messages/call-policies.ts";
import type { BudgetPorts } from "../../engine/model/wrappers/reserve-money.ts";
import type { ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Route } from "../http/define-route.ts";
import type { Ledger } from "../ledger/ledger.store.ts";
import type { PlaceNotice } from "../place/place-notice.ts";
import { BUDGETS_UNREADABLE, createReservationQueue } from "./reservation-queue.adapter.ts";
import type { BudgetEvent } from "./budget-event.ts";
import { createBudgetRegister } from "./budget-register.ts";
import { billingRoutes } from "./billing.route.ts";
import { createBillingStore } from "./billing.store.ts";
import { budgetRoutes } from "./budget.route.ts";
import { createBudgetStore, type BudgetStore } from "./budgets.store.ts";
import { FIRST_BUDGETS_NOTICE } from "./first-budgets.ts";
import { createGiving } from "./give-back.ts";
import { HeldLeases } from "./held-leases.ts";
import { createLeaseStore } from "./leases.store.ts";
import { renewLeases } from "./renew-leases.ts";
import { repeat } from "../database/repeat.process.ts";
import { toPlaceNotice } from "./to-place-notice.ts";

/** A process that has not renewed its leases for this long is considered dead. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const TIDY_MS = 1_000;
/** How long a call waits for what calls in progress hold: a person not for long, a run for as long as they may take. */
const PATIENCE_MS = { talk: 20_000, decide: 20_000, system: 20_000, run: 300_000, batch: 300_000 };

export type Budgets = BudgetPorts & {
  readonly store: BudgetStore;
  /** The share (0–1) left of the budget closest to running out, as of a few seconds ago. */
  shareLeft(payer: Payer): number;
  /** Whether a budget for this run alone has something left, as of a few seconds ago. */
  isRunFunded(workspaceId: string, runId: string): boolean;
  /** Calls `listener` once per threshold and period, in every process. */
  onNotice(listener: (notice: PlaceNotice) => void): () => void;
  /** Where there is no budget, sets the default ones and logs it; once per process. */
  limitFirst(workspaceId: string): Promise<void>;
  readonly routes: Route[];
  /** Gives back what is not spent. Call it after the last ledger row has been written. */
  close(): Promise<void>;
};

export type BudgetTimes = {
  leaseMs: number;
  renewMs: number;
  tidyMs: number;
  patienceMs: Record<PolicyName, number>;
};
const USUAL_TIMES: BudgetTimes = { leaseMs: LEASE_MS, renewMs: RENEW_MS, tidyMs: TIDY_MS, patienceMs: PATIENCE_MS };

export type BudgetReports = {
  reportError(error: unknown): void;
  /** One line for the terminal. */
  say(line: string): void;
};

/** @param ledger writes what calls have cost */
export async function openBudgets(
  database: Database,
  changes: ChangeBus,
  ledger: Pick<Ledger, "flush">,
  { reportError, say }: BudgetReports,
  times: BudgetTimes = USUAL_TIMES,
): Promise<Budgets> {
  const { now } = database;
  const elapsed = () => performance.now();
  const store = createBudgetStore(database);
  const leases = createLeaseStore(database, newId(), times.leaseMs);
  const heldLeases = new HeldLeases(elapsed, newId, (workspaceId) => giving.settled(workspaceId));
  const giving = createGiving({ heldLeases, leases, flush: ledger.flush, reportError });
  let handling: Promise<void> = Promise.resolve();
  const notices = createNotices();
  let register = createBudgetRegister({ budgets: [], low: [], billing: [] });
  const queue = createReservationQueue({
    heldLeases,
    elapsed,
    reportError,
    isLimited: (payer) => register.isLimited(payer),
    lease: (request, isFinal) => leases.lease({ request, isFinal, now: now() }),
    recall: leases.recall,
    patienceMs: times.patienceMs,
  });

  async function readRegister(): Promise<void> {
    register = createBudgetRegister(await store.readRegister());
  }

  async function renew(): Promise<void> {
    await renewLeases(heldLeases, leases, elapsed, times.leaseMs);
    await leases.settleExpired();
    await readRegister();
  }

  const tidy = async () => void (await giving.giveBack("idle"));

  function handle(news: BudgetEvent): void {
    if (news.type === "alert") {
      register.note({ ...news, shareLeft: Math.max(0, 1 - news.spentNano / Math.max(1, news.limitNano)) });
      return notices.send(toPlaceNotice(news, now()));
    }
    if (news.type === "settled") return queue.retry(news.workspaceId);
    handling = handling
      .then(async () => {
        if (news.type === "recall") return giving.recalled(news.workspaceId);
        await readRegister();
        // A lowered limit applies to what is not yet reserved, a raised one to those who wait; and some may have asked unheard.
        for (const workspaceId of heldLeases.idsByWorkspace().keys()) await giving.recalled(workspaceId);
        queue.retry(null);
      })
      .catch(reportError);
  }

  const limits = createFirstLimits({ store, readRegister, say });
  const stopListening = changes.subscribe("budgets", { onChange: handle, onGap: () => handle({ type: "changed" }) });
  await readRegister();
  const chores = [repeat(renew, times.renewMs, reportError), repeat(tidy, times.tidyMs, reportError)];

  return {
    store,
    shareLeft: (payer) => register.shareLeft(payer),
    isRunFunded: (workspaceId, runId) => register.isRunFunded(workspaceId, runId),
    onNotice: notices.listen,
    /** Sets limits first, whatever made calls paid (a new price, a new key). */
    reserve(payer, amountNano, call) {
      if (limits.areThere(payer.workspaceId)) return queue.reserve(payer, amountNano, call);
      return limits.limitFirst(payer.workspaceId).then(
        () => queue.reserve(payer, amountNano, call),
        (error: unknown) => {
          reportError(error);
          throw new ModelError("budget", BUDGETS_UNREADABLE);
        },
      );
    },
    limitFirst: limits.limitFirst,
    routes: [...budgetRoutes(store), ...billingRoutes(createBillingStore(database))],
    async close() {
      await Promise.all(chores.map((stop) => stop()));
      stopListening();
      await handling;
      await giving.giveBack("all");
    },
  };
}

function createNotices() {
  const listeners = new Set<(notice: PlaceNotice) => void>();
  return {
    listen(listener: (notice: PlaceNotice) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(notice: PlaceNotice | null): void {
      if (notice) listeners.forEach((listener) => listener(notice));
    },
  };
}

type FirstLimitsPorts = Pick<BudgetReports, "say"> & { store: BudgetStore; readRegister(): Promise<void> };

function createFirstLimits({ store, readRegister, say }: FirstLimitsPorts) {
  /** Workspaces that had a budget, or got the default ones, since this process started. */
  const withLimits = new Set<string>();
  async function limitFirst(workspaceId: string): Promise<void> {
    if (withLimits.has(workspaceId)) return;
    const isNew = await store.createFirst(workspaceId);
    await readRegister();
    withLimits.add(workspaceId);
    if (isNew) say(FIRST_BUDGETS_NOTICE);
  }
  return { limitFirst, areThere: (workspaceId: string): boolean => withLimits.has(workspaceId) };
}
