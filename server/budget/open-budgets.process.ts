/** Budgets of this process: what it holds in memory, kept in step with Postgres. */
import { randomUUIDv7 } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { BudgetPorts } from "../../engine/model/with-budget.ts";
import type { Database } from "../database/open-database.store.ts";
import { createBudgetDesk } from "./budget-desk.ts";
import { hearBudgetNews, type BudgetAlert, type BudgetNews } from "./budget-news.adapter.ts";
import { createBudgetStore, type BudgetStore } from "./budgets.store.ts";
import { LeaseBook } from "./lease-book.ts";
import { createLeaseStore } from "./leases.store.ts";
import { createPayerCheck } from "./payer.ts";

/** A process that is not heard of for so long is taken for dead. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
const TIDY_MS = 1_000;
/** Others have so long to give back what they do not need. */
const RECALL_MS = 150;

export type Budgets = BudgetPorts & {
  store: BudgetStore;
  /** Once per threshold and period, in every process. */
  onAlert(listener: (alert: BudgetAlert) => void): () => void;
  /** Gives back what is not spent. Call it when the last ledger row is written. */
  close(): Promise<void>;
};

export type BudgetTimes = { leaseMs: number; renewMs: number; tidyMs: number; recallMs: number };
const USUAL_TIMES: BudgetTimes = { leaseMs: LEASE_MS, renewMs: RENEW_MS, tidyMs: TIDY_MS, recallMs: RECALL_MS };

export async function openBudgets(
  database: Database,
  databaseUrl: string,
  reportError: (error: unknown) => void,
  times: BudgetTimes = USUAL_TIMES,
): Promise<Budgets> {
  const now = () => new Date();
  const elapsed = () => performance.now();
  const store = createBudgetStore(database, now);
  const leases = createLeaseStore(database, randomUUIDv7(), times.leaseMs);
  const book = new LeaseBook(elapsed, randomUUIDv7);
  const listeners = new Set<(alert: BudgetAlert) => void>();
  let isLimited = createPayerCheck([], []);

  async function readRegister(): Promise<void> {
    const { budgets, billing } = await store.readRegister();
    isLimited = createPayerCheck(budgets, billing);
  }

  async function giveBack(which: "idle" | "free" | "all"): Promise<void> {
    const gifts = book.takeSpare(which);
    for (const [workspaceId, ours] of Map.groupBy(gifts, (gift) => gift.workspaceId))
      await leases.giveBack(workspaceId, ours).then(
        (ended) => ended.forEach((id) => book.drop(id)),
        (error: unknown) => {
          ours.forEach((gift) => book.putBack(gift));
          throw error;
        },
      );
  }

  async function renew(): Promise<void> {
    for (const [workspaceId, ids] of book.idsByWorkspace()) {
      const askedAt = elapsed();
      book.renew(ids, await leases.renew(workspaceId, ids), askedAt, times.leaseMs);
    }
    await leases.settleExpired();
    await readRegister();
  }

  function hear(news: BudgetNews): void {
    if (news.type === "alert") listeners.forEach((listener) => listener(news));
    else if (news.type === "recall") giveBack("free").catch(reportError);
    // A lowered limit holds for what is not yet reserved.
    else
      readRegister()
        .then(() => giveBack("free"))
        .catch(reportError);
  }

  await readRegister();
  const news = await hearBudgetNews(databaseUrl, hear);
  const chores = [repeat(renew, times.renewMs, reportError), repeat(() => giveBack("idle"), times.tidyMs, reportError)];
  const desk = createBudgetDesk({
    ...{ book, elapsed, reportError },
    isLimited: (payer) => isLimited(payer),
    lease: (wish, isFinal) => leases.lease(wish, isFinal, now()),
    async recall() {
      await leases.recall();
      await wait(times.recallMs);
    },
  });

  return {
    ...desk,
    store,
    onAlert(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await Promise.all(chores.map((stop) => stop()));
      await news.close();
      await giveBack("all");
    },
  };
}

/** One at a time, whatever they take. */
function repeat(work: () => Promise<void>, everyMs: number, reportError: (error: unknown) => void) {
  let running: Promise<void> = Promise.resolve();
  let isDue = true;
  const timer = setInterval(() => {
    if (!isDue) return;
    isDue = false;
    running = work()
      .catch(reportError)
      .finally(() => (isDue = true));
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
