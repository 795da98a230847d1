/** Here the application's clock is hours ahead of the database's. */
import { verbatim } from "../../schema/messages/message.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { LanguageModel } from "../../engine/model/language-model.ts";
import { collect, testScope } from "../../test/model-servers/collect.ts";
import { withLedger } from "../../engine/model/wrappers/with-ledger.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createLedger, type Ledger } from "../ledger/ledger.store.ts";
import type { Budgets } from "./open-budgets.process.ts";
import { openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";
import { SPENDER_PRICES, SPENDER_REQUEST, SPENDER_ROUTE } from "../../test/budget/test-spending.ts";
import { insertOperator } from "../../test/insert-operator.ts";

const HOUR_MS = 3_600_000;
const CALL_NANO = 50_000;

let fresh: FreshDatabase;
let database: Database;
let ledger: Ledger;
let budgets: Budgets;
const unexpected = (problem: unknown) => {
  throw problem;
};

beforeEach(async () => void (fresh = await freshDatabase()));
afterEach(async () => {
  vi.useRealTimers();
  await ledger.close();
  await budgets.close();
  await database.close();
  await fresh.drop();
});

async function open(aheadMs: number): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + aheadMs });
  database = await openDatabase(fresh.url);
  ledger = createLedger(database, unexpected);
  budgets = await openBudgetsOfProcess(database, fresh.url, ledger, { reportError: unexpected, say: unexpected });
}

async function speak(): Promise<string | null> {
  const model: LanguageModel = {
    route: SPENDER_ROUTE,
    async *stream() {
      yield { type: "finish", reason: "stop", usage: { ...NO_USAGE, output: CALL_NANO / 1_000 } };
    },
  };
  const ports = {
    prices: SPENDER_PRICES,
    now: database.now,
    newId,
    recordCall: ledger.recordCall,
    budget: budgets,
  };
  const voice = withLedger(model, verbatim("test"), ports);
  const { error } = await collect(voice.stream(SPENDER_REQUEST, testScope({ userId: "ada" })));
  await ledger.flush();
  return error?.code ?? null;
}

test.each([3 * HOUR_MS, 30 * HOUR_MS, -30 * HOUR_MS])(
  "L7 with a clock %d ms ahead of the database's, day and month limits hold",
  async (aheadMs) => {
    await open(aheadMs);
    const keeper = await insertOperator(database);
    const limits = { day: 4 * CALL_NANO, month: 6 * CALL_NANO };
    for (const [period, limitNano] of Object.entries(limits) as ["day" | "month", number][])
      await budgets.store.create(newId(), keeper, { scope: "person", subjectId: null, period, limitNano });
    await expect
      .poll(() => budgets.reserve({ workspaceId: "default", userId: "ada" }, 0, testScope()))
      .toHaveProperty("leaseId");
    const outcomes: (string | null)[] = [];
    for (let call = 0; call < 8; call++) outcomes.push(await speak());
    expect(outcomes).toContain("budget");
    const { budgets: standings } = await budgets.store.list(keeper, { limit: 10, ofAll: true });
    const spentNano = outcomes.filter((outcome) => outcome === null).length * CALL_NANO;
    expect(spentNano).toBeLessThanOrEqual(limits.day);
    expect(standings.map((standing) => standing.spentNano)).toEqual([spentNano, spentNano]);
    const [row] = await database
      .em()
      .execute<{ off: string }[]>("select max(abs(extract(epoch from at - now()))) as off from ledger");
    expect(Number(row!.off)).toBeLessThan(600);
  },
);
