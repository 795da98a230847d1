import { afterAll, beforeAll, expect, test } from "vitest";
import type { BudgetList, BudgetView } from "../../schema/messages/budget.ts";
import type { Session } from "../../schema/messages/session.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { sessionHouse } from "../../test/session/ended-session.ts";
import { budgetRoutes } from "../budget/budget.route.ts";
import { createBudgetStore } from "../budget/budgets.store.ts";
import { createLeaseStore } from "../budget/leases.store.ts";
import { newId } from "../database/new-id.adapter.ts";

type Person = { token: string; userId: string };
let api: TestApi;
let fay: Person;
let ada: Person;
beforeAll(async () => {
  api = await startTestApi((database) => [...budgetRoutes(createBudgetStore(database)), ...sessionHouse(database)]);
  fay = await api.signIn("Fay", "facilitator");
  ada = await api.signIn("Ada", "admin");
});
afterAll(() => api.close());

const startSession = async (): Promise<Session> => {
  const body = { template: "debate", placeId: "plaza", language: "en" };
  const { id } = (await api.call("POST", "/api/sessions", { token: fay.token, body })).body as Session;
  return (await api.call("POST", `/api/sessions/${id}/start`, { token: fay.token })).body;
};
const limitSession = ({ id }: Session, from: number | null, to: number | null) =>
  api.call("PUT", `/api/sessions/${id}/budget`, { token: fay.token, body: { from, to } });
const limitCircle = async ({ circleId }: Session, limitNano: number): Promise<BudgetView> => {
  const body = { scope: "circle", subjectId: circleId, period: "total", limitNano };
  return (await api.call("POST", "/api/budgets", { token: ada.token, body })).body;
};
const limitsOf = async ({ circleId }: Session, { token } = fay): Promise<[string, number, number][]> => {
  const { body } = await api.call("GET", `/api/budgets?circleId=${circleId}`, { token });
  return (body as BudgetList).budgets
    .filter(({ subjectId }) => subjectId === circleId)
    .map(({ scope, limitNano, spentNano }): [string, number, number] => [scope, limitNano, spentNano])
    .toSorted();
};
/** What stops a call of this price in its circle; null: nothing. */
const stopperOf = async ({ circleId }: Session, nano: number): Promise<unknown> => {
  const payer = { workspaceId: "default", circleId: circleId! };
  const request = { leaseId: newId(), isNew: true, payer, amountNano: nano, neededNano: nano, wantedNano: nano };
  const leases = createLeaseStore(api.database, newId(), 60_000);
  const answer = await leases.lease({ request, isFinal: true, now: new Date() });
  if (answer.type === "granted")
    await leases.giveBack("default", [{ ...answer.grant, workspaceId: "default", ends: true }]);
  return answer.type === "refused" ? answer.reason.values["who"] : null;
};

test("C9 L7 the limit of a session and what an admin set for its circle hold side by side, the stricter first", async () => {
  const session = await startSession();
  await limitCircle(session, 5_000);
  expect((await limitSession(session, null, 3_000)).status).toBe(200);
  expect(await limitsOf(session)).toEqual([
    ["circle", 5_000, 0],
    ["session", 3_000, 0],
  ]);
  expect(await stopperOf(session, 3_000)).toBeNull();
  expect(await stopperOf(session, 4_000)).toMatchObject({ code: "budget-who-session" });

  // A facilitator raises their own limit, and no admin's.
  expect((await limitSession(session, 3_000, 9_000)).status).toBe(200);
  expect(await stopperOf(session, 5_000)).toBeNull();
  expect(await stopperOf(session, 6_000)).toMatchObject({ code: "budget-who-circle" });

  expect((await limitSession(session, 9_000, null)).status).toBe(200);
  expect(await limitsOf(session)).toEqual([["circle", 5_000, 0]]);
  expect(await stopperOf(session, 6_000)).toMatchObject({ code: "budget-who-circle" });
});

test("C9 L7 an admin who lifts the budget of a circle leaves the limit of its session, which is changed only there", async () => {
  const session = await startSession();
  await limitSession(session, null, 3_000);
  const { id: ofCircle } = await limitCircle(session, 5_000);
  expect((await api.call("DELETE", `/api/budgets/${ofCircle}`, { token: ada.token })).status).toBe(204);
  expect(await limitsOf(session)).toEqual([["session", 3_000, 0]]);
  expect(await stopperOf(session, 4_000)).toMatchObject({ code: "budget-who-session" });

  const { budgets } = (await api.call("GET", "/api/budgets", { token: ada.token })).body as BudgetList;
  const { id } = budgets.find(({ subjectId }) => subjectId === session.circleId)!;
  expect((await api.call("PATCH", `/api/budgets/${id}`, { token: ada.token, body: { limitNano: 1 } })).status).toBe(
    404,
  );
  expect((await api.call("DELETE", `/api/budgets/${id}`, { token: ada.token })).status).toBe(404);
  const body = { scope: "session", subjectId: session.circleId, period: "total", limitNano: 1 };
  expect((await api.call("POST", "/api/budgets", { token: ada.token, body })).status).toBe(400);
  expect(await limitsOf(session)).toEqual([["session", 3_000, 0]]);
});

test("C9 L7 a limit that is set in the middle of a session counts what was spent before", async () => {
  const session = await startSession();
  await api.database.em().execute(
    `insert into ledger (id, workspace_id, task, provider, model, why, input, output, reasoning, cached,
       cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome, circle_id)
     values (?, 'default', 'speak', 'p', 'm', 'test', 0, 0, 0, 0, 0, 0, '{}', 2000, true, 'finished', ?)`,
    [newId(), session.circleId],
  );
  await limitSession(session, null, 3_000);
  expect(await limitsOf(session, ada)).toEqual([["session", 3_000, 2_000]]);
  expect(await stopperOf(session, 1_001)).toMatchObject({ code: "budget-who-session" });
});
