import { verbatim } from "../../schema/messages/message.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import { BudgetList, BudgetView } from "../../schema/messages/budget.ts";
import type { ConfiguredProvider } from "../../schema/messages/models.ts";
import { newId } from "../database/new-id.adapter.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { listActions } from "../audit/audit.store.ts";
import { createLedger, type Ledger } from "../ledger/ledger.store.ts";
import type { PlaceNotice } from "../place/place-notice.ts";
import { hasPaidKey } from "./first-budgets.ts";
import type { Budgets } from "./open-budgets.process.ts";
import { IMPATIENT, openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";

let api: TestApi;
/** Like two server processes on one database. */
let budgets: Budgets;
let elsewhere: Budgets;
let ledger: Ledger;
let keeper: { token: string; userId: string };
let said: string[] = [];
let received: { by: string; notice: PlaceNotice }[] = [];

beforeAll(async () => {
  api = await startTestApi(async (database, _, url) => {
    const reports = { reportError: console.error, say: () => undefined };
    ledger = createLedger(database, console.error);
    budgets = await openBudgetsOfProcess(database, url, ledger, reports, IMPATIENT);
    elsewhere = await openBudgetsOfProcess(database, url, ledger, reports, IMPATIENT);
    // Each test starts without budgets.
    await Promise.all([budgets.limitFirst("default"), elsewhere.limitFirst("default")]);
    return budgets.routes;
  });
  budgets.onNotice((notice) => void received.push({ by: "here", notice }));
  elsewhere.onNotice((notice) => void received.push({ by: "elsewhere", notice }));
  keeper = await api.signIn("Olu", "operator");
});
beforeEach(async () => {
  await api.database.em().execute("delete from budgets");
  received = [];
});
afterAll(async () => {
  await ledger.close();
  await Promise.all([budgets.close(), elsewhere.close()]);
  await api.close();
});

const create = async (body: object, token = keeper.token) => api.call("POST", "/api/budgets", { token, body });
const list = async (token: string) => BudgetList.parse((await api.call("GET", "/api/budgets", { token })).body).budgets;

/** A call of this cost, by this process. */
async function spend(process: Budgets, payer: Payer, costNano: number, boundNano = costNano): Promise<void> {
  const held = await process.reserve(payer, boundNano, testScope());
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

const admits = (process: Budgets, payer: Payer, nano: number) =>
  Promise.resolve(process.reserve(payer, nano, testScope())).then(
    (held) => {
      held.release();
      return true;
    },
    () => false,
  );

test("L7 keepers set, change and delete budgets; everyone else reads what concerns them", async () => {
  const ada = await api.signIn("Ada");
  const ben = await api.signIn("Ben");
  const draft = { scope: "person", period: "total", limitNano: 1_000 };
  expect((await create(draft, ada.token)).status).toBe(403);
  const { status, body } = await create(draft);
  expect(status).toBe(201);
  expect(BudgetView.parse(body)).toMatchObject({ ...draft, subjectId: null, renewsAt: null });
  expect(await list(ada.token)).toMatchObject([{ ...draft, spentNano: 0, state: "open" }]);
  expect((await create(draft)).body.detail).toMatch(/already.*Change its limit/);
  expect((await create({ ...draft, subjectId: ben.userId })).status).toBe(201);
  expect((await create({ scope: "workspace", subjectId: "x", period: "day", limitNano: 1 })).status).toBe(400);
  expect((await create({ scope: "workspace", period: "day", limitNano: 5_000 })).body.renewsAt).toMatch(/T00:00:00/);
  expect((await list(ada.token)).map(({ scope, subjectId }) => [scope, subjectId])).toEqual([
    ["person", null],
    ["workspace", null],
  ]);
  expect(await list(ben.token)).toHaveLength(3);
  expect(await list(keeper.token)).toHaveLength(3);
  const path = `/api/budgets/${body.id}`;
  expect((await api.call("PATCH", path, { token: ada.token, body: { limitNano: 9 } })).status).toBe(403);
  expect((await api.call("PATCH", path, { token: keeper.token, body: { limitNano: 9 } })).body.limitNano).toBe(9);
  expect((await api.call("DELETE", path, { token: keeper.token })).status).toBe(204);
  expect((await api.call("DELETE", path, { token: keeper.token })).status).toBe(404);
  expect((await api.call("PATCH", path, { token: keeper.token, body: { limitNano: 9 } })).status).toBe(404);
});

test("A4 setting, changing and deleting a budget are recorded with who did it and the limit, in the transaction that does it", async () => {
  const { body } = await api.call("POST", "/api/budgets", {
    token: keeper.token,
    body: { scope: "person", subjectId: null, period: "day", limitNano: 5_000_000_000 },
  });
  await api.call("PATCH", `/api/budgets/${body.id}`, { token: keeper.token, body: { limitNano: 7_000_000_000 } });
  await api.call("DELETE", `/api/budgets/${body.id}`, { token: keeper.token });
  expect((await api.call("DELETE", `/api/budgets/${body.id}`, { token: keeper.token })).status).toBe(404);
  const admin = await api.signIn("Ida", "admin");
  const { entries } = await listActions(api.database, principalOf("default", admin.userId), { limit: 3 });
  const budget = { scope: "person", subjectId: null, period: "day" };
  expect(entries.map(({ action, details }) => ({ action, ...details }))).toEqual([
    { action: "budget-deleted", budget, amountNano: 7_000_000_000 },
    { action: "budget-changed", budget, amountNano: 7_000_000_000 },
    { action: "budget-made", budget, amountNano: 5_000_000_000 },
  ]);
});

test("L7 earlier spending counts in a new budget, to the nano-dollar", async () => {
  const ada = await api.signIn("Ada");
  await spend(budgets, { workspaceId: "default", userId: ada.userId }, 321);
  await create({ scope: "person", period: "day", limitNano: 1_000 });
  expect((await list(ada.token))[0]).toMatchObject({ spentNano: 321, state: "open" });
  expect((await list(keeper.token))[0]!.spentNano).toBeGreaterThanOrEqual(321);
});

test("L7 a cost beyond the estimate is charged as well, and is not spent twice", async () => {
  const ada = await api.signIn("Ada");
  const payer = { workspaceId: "default", userId: ada.userId };
  await create({ scope: "person", period: "day", limitNano: 1_000 });
  for (const process of [budgets, elsewhere]) await expect.poll(() => admits(process, payer, 1_001)).toBe(false);
  const beside = await budgets.reserve(payer, 150, testScope());
  await spend(budgets, payer, 700, 100);
  const { heldNano, spentNano } = (await list(ada.token))[0]!;
  expect(spentNano).toBe(700);
  expect(spentNano + heldNano).toBeLessThanOrEqual(1_000);
  expect(await admits(budgets, payer, 151)).toBe(false);
  expect(await admits(budgets, payer, 150)).toBe(true);
  beside.release();
  expect(await admits(budgets, payer, 301)).toBe(false);
  expect(await admits(elsewhere, payer, 301)).toBe(false);
  expect(await admits(budgets, payer, 300)).toBe(true);
});

test("L7 at 80 % everybody concerned is warned once, and notified once when it is used up, in every process", async () => {
  const { userId } = await api.signIn("Ada");
  const payer = { workspaceId: "default", userId };
  await create({ scope: "person", period: "day", limitNano: 1_000_000_000 });
  received = [];
  await expect.poll(() => admits(elsewhere, payer, 2_000_000_000)).toBe(false);
  await expect.poll(() => received.length).toBe(2);
  await api.database.em().execute("update budget_accounts set suspended_at = null, refused_nano = null");
  received = [];
  for (const process of [budgets, elsewhere, budgets]) await spend(process, payer, 266_666_667);
  await spend(elsewhere, payer, 100_000_000);
  await expect.poll(() => received.length).toBe(2);
  expect(received.map(({ by }) => by).sort()).toEqual(["elsewhere", "here"]);
  expect(received[0]!.notice).toEqual({
    workspaceId: "default",
    to: { userId, inCircles: true },
    notice: {
      code: "budget-warned",
      level: "warning",
      values: { problem: expect.objectContaining({ code: "budget-nearly-used-up-day" }) },
      text: expect.stringMatching(/^You have used \$0\.80 of your \$1\.00 for today\. .*at 00:00 UTC, or the operator/),
    },
  });
  received = [];
  for (const process of [budgets, elsewhere, budgets]) expect(await admits(process, payer, 200_000_000)).toBe(false);
  await expect.poll(() => received.length).toBe(2);
  expect(received[0]!.notice.notice).toEqual({
    code: "budget-suspended",
    level: "warning",
    values: { problem: expect.objectContaining({ code: "budget-too-little-day" }) },
    text: expect.stringMatching(/may cost up to \$0\.20\. All that was said is kept\. It renews/),
  });
});

test("L7 smaller calls that are admitted meanwhile do not end a suspension", async () => {
  const ada = await api.signIn("Ada");
  const payer = { workspaceId: "default", userId: ada.userId };
  await create({ scope: "person", period: "day", limitNano: 1_000 });
  await expect.poll(() => admits(budgets, payer, 1_001)).toBe(false);
  await spend(budgets, payer, 500);
  expect(await admits(budgets, payer, 600)).toBe(false);
  expect(await admits(budgets, payer, 200)).toBe(true);
  expect((await list(ada.token))[0]).toMatchObject({ spentNano: 500, state: "suspended" });
});

test("L7 raising or deleting a budget unsuspends in every process, lowering it stops what is not yet reserved", async () => {
  const ada = await api.signIn("Ada");
  const payer = { workspaceId: "default", userId: ada.userId };
  const { body } = await create({ scope: "person", period: "total", limitNano: 1_000 });
  await expect.poll(() => admits(budgets, payer, 1_001)).toBe(false);
  await expect.poll(() => admits(elsewhere, payer, 1_001)).toBe(false);
  await spend(budgets, payer, 900);
  expect(await admits(elsewhere, payer, 200)).toBe(false);
  expect((await list(ada.token))[0]).toMatchObject({ spentNano: 900, state: "suspended" });
  const change = (limitNano: number) =>
    api.call("PATCH", `/api/budgets/${body.id}`, { token: keeper.token, body: { limitNano } });
  expect((await change(2_000)).body.limitNano).toBe(2_000);
  expect((await list(ada.token))[0]).toMatchObject({ spentNano: 900, state: "open" });
  expect(await admits(elsewhere, payer, 200)).toBe(true);
  expect(await admits(budgets, payer, 1_100)).toBe(true);
  await change(950);
  await expect.poll(() => admits(elsewhere, payer, 60)).toBe(false);
  await expect.poll(() => admits(budgets, payer, 60)).toBe(false);
  await api.call("DELETE", `/api/budgets/${body.id}`, { token: keeper.token });
  await expect.poll(() => admits(elsewhere, payer, 1_000_000)).toBe(true);
});

test("L7 a budget that names a person replaces the default for people", async () => {
  const ada = await api.signIn("Ada");
  const payer = { workspaceId: "default", userId: ada.userId };
  await create({ scope: "person", period: "total", limitNano: 100 });
  await create({ scope: "person", period: "total", limitNano: 10_000, subjectId: ada.userId });
  await expect.poll(() => admits(budgets, { ...payer, userId: "somebody" }, 5_000)).toBe(false);
  expect(await admits(budgets, payer, 5_000)).toBe(true);
});

test("L3 L7 how much is left is known in memory, of whichever budget is nearest its end", async () => {
  const ada = await api.signIn("Ada");
  const payer = { workspaceId: "default", userId: ada.userId };
  await create({ scope: "person", period: "total", limitNano: 1_000 });
  await create({ scope: "workspace", period: "total", limitNano: 1_000_000_000_000 });
  await expect.poll(() => admits(budgets, { ...payer, userId: "somebody" }, 1_001)).toBe(false);
  expect(budgets.shareLeft(payer)).toBe(1);
  await spend(budgets, payer, 900);
  await expect
    .poll(() => [budgets.shareLeft(payer), elsewhere.shareLeft(payer)].map((share) => share.toFixed(2)))
    .toEqual(["0.10", "0.10"]);
});

test("L7 with a paid key and no budget: a dollar per guest and ten a day, announced once", async () => {
  const provider = (keySource: "environment" | "none", input: number) =>
    ({ keySource, priced: [{ model: "m", input, output: 0, from: "", source: "" }] }) as ConfiguredProvider;
  expect(hasPaidKey([provider("none", 1), provider("environment", 0)])).toBe(false);
  expect(hasPaidKey([provider("environment", 1)])).toBe(true);
  const two = await Promise.all([openAnother(), openAnother()]);
  await Promise.all(two.map((process) => process.limitFirst("default")));
  await expectFirstBudgets(two);
  await Promise.all(two.map((process) => process.close()));
});

test("L7 whatever makes calls paid while the server runs, the first limits are set before the first of them", async () => {
  const two = await Promise.all([openAnother(), openAnother()]);
  expect(await list(keeper.token)).toEqual([]);
  const payer = { workspaceId: "default", userId: (await api.signIn("Guest")).userId };
  expect(await Promise.all(two.map((process) => admits(process, payer, 1_000_000_001)))).toEqual([false, false]);
  await expectFirstBudgets(two);
  // Deleting them is deliberate: they are not created again.
  await api.database.em().execute("delete from budgets");
  await expect.poll(() => admits(two[0]!, payer, 1_000_000_001)).toBe(true);
  await Promise.all(two.map((process) => process.close()));
});

async function openAnother(): Promise<Budgets> {
  said = [];
  const reports = { reportError: console.error, say: (line: string) => void said.push(line) };
  return openBudgetsOfProcess(api.database, api.databaseUrl, ledger, reports);
}

async function expectFirstBudgets(processes: Budgets[]): Promise<void> {
  expect(said).toEqual([expect.stringMatching(/each guest may spend \$1\.00, and all together \$10\.00 a day/)]);
  const made = (await list(keeper.token)).toSorted((one, other) => one.scope.localeCompare(other.scope));
  expect(made).toMatchObject([
    { scope: "person", period: "total", limitNano: 1_000_000_000, isDefault: true },
    { scope: "workspace", period: "day", limitNano: 10_000_000_000, isDefault: true },
  ]);
  const payer = { workspaceId: "default", userId: (await api.signIn("Guest")).userId };
  for (const process of processes) {
    expect(await admits(process, payer, 1_000_000_001)).toBe(false);
    expect(await admits(process, payer, 1_000_000_000)).toBe(true);
  }
}
