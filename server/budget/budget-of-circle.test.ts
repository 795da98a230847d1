import { verbatim } from "../../schema/messages/message.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BudgetList } from "../../schema/messages/budget.ts";
import { newId } from "../database/new-id.adapter.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createLedger } from "../ledger/ledger.store.ts";
import { budgetRoutes } from "./budget.route.ts";
import { createBudgetStore } from "./budgets.store.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi((database) => budgetRoutes(createBudgetStore(database)));
});
afterAll(() => api.close());

test("L7 what one run or one circle may cost is no limit of the workspace: it gets its first ones all the same", async () => {
  const store = createBudgetStore(api.database);
  await api.database.em().execute(
    `insert into workspaces (id, name) values ('new', 'New');
     insert into budgets (id, workspace_id, scope, subject_id, period, limit_nano)
       values ('of-a-run', 'new', 'run', 'some-run', 'total', 5), ('of-a-circle', 'new', 'circle', 'some-circle', 'total', 5)`,
  );
  expect(await store.createFirst("new")).toBe(true);
  expect(await store.createFirst("new")).toBe(false);
});

test("L8 a budget per circle is shown with the state of the requested circle", async () => {
  const admin = await api.signIn("Ada", "admin");
  const ledger = createLedger(api.database, () => undefined);
  for (const [circleId, totalNano] of [
    ["small", 100],
    ["dear", 900],
  ] as const) {
    ledger.recordCall({
      id: newId(),
      at: new Date().toISOString(),
      route: { provider: "openai", model: "gpt-6.1-terra", local: false },
      why: verbatim("a test"),
      context: { task: "speak", workspaceId: "default", userId: admin.userId, circleId },
      usage: { input: 1, output: 1, reasoning: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0, exact: true, raw: null },
      cost: { totalNano, breakdown: { input: totalNano, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 } },
      outcome: "finished",
    });
  }
  await ledger.close();
  const draft = { scope: "circle", period: "total", limitNano: 1_000 };
  expect((await api.call("POST", "/api/budgets", { token: admin.token, body: draft })).status).toBe(201);
  const spent = async (query: string) => {
    const { body } = await api.call("GET", `/api/budgets${query}`, { token: admin.token });
    return (body as BudgetList).budgets.map(({ spentNano, state }) => [spentNano, state]);
  };
  expect(await spent("?circleId=small")).toEqual([[100, "open"]]);
  expect(await spent("?circleId=dear")).toEqual([[900, "warned"]]);
  expect(await spent("?circleId=silent")).toEqual([[0, "open"]]);
  expect(await spent("")).toEqual([[900, "warned"]]);
});
