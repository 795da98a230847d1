import { verbatim } from "../../schema/messages/message.ts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { PlanFeature } from "../../schema/messages/billing.ts";
import { newId } from "../database/new-id.adapter.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createLedger, type Ledger } from "../ledger/ledger.store.ts";
import type { Budgets } from "./open-budgets.process.ts";
import { openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";
import { planAllows } from "./plan-allows.ts";
import { listActions } from "../audit/audit.store.ts";

let api: TestApi;
let budgets: Budgets;
let ledger: Ledger;
let keeper: { token: string; userId: string };

beforeAll(async () => {
  api = await startTestApi(async (database, _, url) => {
    ledger = createLedger(database, console.error);
    budgets = await openBudgetsOfProcess(database, url, ledger, { reportError: console.error, say: () => undefined });
    return budgets.routes;
  });
  keeper = await api.signIn("Olu", "operator");
});
afterAll(async () => {
  await ledger.close();
  await budgets.close();
  await api.close();
});

const execute = (sql: string, values: unknown[] = []) =>
  api.database.em().execute<Record<string, string>[]>(sql, values);
const put = (path: string, body: unknown, token = keeper.token) => api.call("PUT", path, { token, body });
const balanceOf = async (userId: string) =>
  (await api.call("GET", `/api/billing/people/${userId}`, { token: keeper.token })).body.balanceNano;
const grant = (userId: string, amountNano: number, token = keeper.token) =>
  api.call("POST", `/api/billing/people/${userId}/credit`, { token, body: { amountNano, note: "paid" } });

async function spend(payer: Payer, costNano: number): Promise<void> {
  const held = await budgets.reserve(payer, costNano, testScope());
  ledger.recordCall({
    id: newId(),
    at: new Date().toISOString(),
    why: verbatim("test"),
    usage: NO_USAGE,
    outcome: "finished",
    route: { provider: "openai", model: "m", local: false },
    context: { task: "speak", ...payer },
    ...(held.leaseId !== undefined && { leaseId: held.leaseId }),
    cost: {
      totalNano: costNano,
      breakdown: { input: costNano, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    },
  });
  held.settle(costNano);
  await ledger.flush();
}

test("L7 billing is off at first: no credit is needed, nothing is charged, every plan allows everything", async () => {
  const { token, userId } = await api.signIn("Ada");
  await spend({ workspaceId: "default", userId }, 500);
  expect((await api.call("GET", "/api/billing", { token })).body).toEqual({
    on: false,
    plan: "free",
    balanceNano: 0,
    features: PlanFeature.options,
  });
});

test("L7 while billing is on a person without credit is refused, and with it pays to the nano-dollar", async () => {
  const { token, userId } = await api.signIn("Ben");
  await put("/api/billing", { on: true });
  const payer = { workspaceId: "default", userId };
  await expect
    .poll(async () => {
      try {
        (await budgets.reserve(payer, 1_000, testScope())).release();
        return "admitted";
      } catch (error) {
        return (error as Error).message;
      }
    })
    .toMatch(/prepaid credit is \$0\.00.*kept.*add credit/);
  expect((await grant(userId, 10_000)).status).toBe(201);
  await spend(payer, 3_333);
  await expect(budgets.reserve(payer, 6_668, testScope())).rejects.toMatchObject({ code: "budget" });
  await spend(payer, 6_667);
  expect(await balanceOf(userId)).toBe(0);
  const entries = (await api.call("GET", "/api/billing/entries", { token })).body.entries;
  expect(entries.map((entry: { amountNano: number }) => entry.amountNano)).toEqual([-6_667, -3_333, 10_000]);
  await put("/api/billing", { on: false });
  await expect.poll(async () => (await execute("select billing from workspaces"))[0]!["billing"]).toBe(false);
  await spend(payer, 100);
  expect(await balanceOf(userId)).toBe(0);
});

test("L7 nobody sets a balance or changes an entry directly: Postgres itself refuses", async () => {
  const { userId } = await api.signIn("Cleo");
  await grant(userId, 5_000);
  const tampering = [
    "update credit_accounts set balance_nano = 1000000000",
    "update credit_accounts set balance_nano = balance_nano + 1, plan = 'pro'",
    "insert into credit_accounts (owner_id, workspace_id, balance_nano) values ('x', 'default', 5)",
    "delete from credit_accounts",
    "truncate credit_accounts",
    "update credit_entries set amount_nano = 0",
    "delete from credit_entries",
    "truncate credit_entries",
  ];
  for (const sql of tampering) await expect(execute(sql), sql).rejects.toThrow("only ever added");
  expect(await balanceOf(userId)).toBe(5_000);
});

test("L7 replaying the entries gives every balance, for any grants, withdrawals and uses", async () => {
  await put("/api/billing", { on: true });
  const step = fc.record({
    user: fc.integer({ min: 0, max: 2 }),
    grant: fc.boolean(),
    nano: fc.integer({ min: -2_000, max: 5_000 }).filter((nano) => nano !== 0),
  });
  const users = await Promise.all(["D", "E", "F"].map(async (name) => (await api.signIn(name)).userId));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      for (const { user, grant: isGrant, nano } of steps) {
        if (isGrant) await grant(users[user]!, nano);
        // Like calls of other processes, which are charged even beyond what is left.
        else
          await execute(
            `insert into ledger (id, workspace_id, task, provider, model, why, input, output, reasoning, cached,
               cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome, user_id)
             values (?, 'default', 'speak', 'p', 'm', 'test', 0, 0, 0, 0, 0, 0, '{}', ?, true, 'finished', ?)`,
            [newId(), Math.abs(nano), users[user]],
          );
      }
      const wrong = await execute(
        `select a.owner_id from credit_accounts a
         where balance_nano <> (select sum(amount_nano) from credit_entries e where e.owner_id = a.owner_id)`,
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 10 },
  );
  const [sums] = await execute(
    `select (select -sum(amount_nano) from credit_entries where kind = 'usage' and owner_id = any(array[${users.map(() => "?").join(", ")}])) as charged,
       (select sum(cost_nano) from ledger where user_id = any(array[${users.map(() => "?").join(", ")}])) as used`,
    [...users, ...users],
  );
  expect(sums!["charged"]).toBe(sums!["used"]);
  await put("/api/billing", { on: false });
});

test("L7 A4 plans restrict features only while billing is on; operators set them", async () => {
  expect(planAllows({ on: false, plan: "free" }, "custom-labels")).toBe(true);
  const allowed = (["free", "pro", "enterprise"] as const).map((plan) =>
    PlanFeature.options.filter((feature) => planAllows({ on: true, plan }, feature)),
  );
  expect(allowed).toEqual([
    ["demographic-forcing"],
    ["demographic-forcing", "alterity"],
    ["demographic-forcing", "alterity", "custom-labels"],
  ]);
  const { token, userId } = await api.signIn("Gil");
  expect((await put(`/api/billing/people/${userId}/plan`, { plan: "pro" }, token)).status).toBe(403);
  expect((await grant(userId, 5, token)).status).toBe(403);
  expect((await put("/api/billing", { on: true }, token)).status).toBe(403);
  await put(`/api/billing/people/${userId}/plan`, { plan: "pro" });
  await grant(userId, 7);
  await put(`/api/billing/people/${userId}/plan`, { plan: "enterprise" });
  expect((await api.call("GET", "/api/billing", { token })).body).toMatchObject({ plan: "enterprise", balanceNano: 7 });
  expect((await grant("nobody", 5)).status).toBe(404);
  const admin = await api.signIn("Ida", "admin");
  const { entries } = await listActions(api.database, principalOf("default", admin.userId), { limit: 3 });
  expect(entries.map(({ action, subjectName, details }) => ({ action, subjectName, ...details }))).toEqual([
    { action: "plan-set", subjectName: "Gil", plan: "enterprise" },
    { action: "credit-granted", subjectName: "Gil", amountNano: 7 },
    { action: "plan-set", subjectName: "Gil", plan: "pro" },
  ]);
});
