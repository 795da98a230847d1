import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { jobRoutes } from "./job.route.ts";
import { openJobs, type OpenJobs } from "./open-jobs.process.ts";

let api: TestApi;
let jobs: OpenJobs;
let operator: { token: string };

beforeAll(async () => {
  api = await startTestApi((database, _accounts, databaseUrl) => {
    jobs = openJobs(database, databaseUrl, console);
    return jobRoutes(jobs);
  });
  operator = await api.signIn("Olu", "operator");
});
afterAll(async () => {
  await jobs.close();
  await api.close();
});

const call = (method: string, path: string, body?: object) => api.call(method, path, { ...operator, body });

test("O7 jobs are for operators and admins", async () => {
  for (const role of ["visitor", "facilitator"]) {
    const { token } = await api.signIn(role, role);
    expect((await api.call("GET", "/api/jobs", { token })).status, role).toBe(403);
    expect((await api.call("POST", "/api/jobs", { token, body: { name: "reconcile-bills" } })).status).toBe(403);
  }
  expect((await call("GET", "/api/jobs")).status).toBe(200);
});

test("O7 an operator requests a job, pauses, resumes and cancels it; refusals give the reason", async () => {
  const ordered = await call("POST", "/api/jobs", { name: "reconcile-bills" });
  expect(ordered.status).toBe(201);
  expect((await call("POST", "/api/jobs", { name: "reconcile-bills" })).body).toMatchObject({
    status: 409,
    code: "job-already-there",
  });
  expect((await call("POST", "/api/jobs", { name: "no such job" })).body).toMatchObject({ code: "no-such-job" });

  const path = `/api/jobs/${ordered.body.id}`;
  expect((await call("GET", "/api/jobs/state")).body).toMatchObject({
    queued: 1,
    isWorkerAlive: false,
    workerSeenAt: null,
    onDemand: expect.arrayContaining(["reconcile-bills"]),
  });
  expect((await call("POST", `${path}/pause`)).body).toMatchObject({ status: "paused", askedBy: "Olu" });
  const refused = await call("POST", `${path}/retry`);
  expect(refused.body).toMatchObject({
    status: 409,
    code: "job-not-so",
    detail: "The job is already paused, so this cannot be done. Reload the list.",
    values: { status: { code: "job-status-paused" } },
  });
  expect((await call("POST", `${path}/resume`)).body).toMatchObject({ status: "queued" });
  expect((await call("POST", `${path}/cancel`)).body).toMatchObject({ status: "cancelled" });
  expect((await call("POST", `${path}/explode`)).status).toBe(400);
  expect((await call("GET", "/api/jobs?shown=open")).body).toEqual({ jobs: [], next: null });
});

test("O7 the list is paged", async () => {
  const order = async () => (await call("POST", "/api/jobs", { name: "reconcile-bills" })).body.id;
  const cancel = (id: string) => call("POST", `/api/jobs/${id}/cancel`);
  const earlier = await order();
  await cancel(earlier);
  const later = await order();
  const first = (await call("GET", "/api/jobs?limit=1")).body;
  expect(first.jobs).toMatchObject([{ id: later, status: "queued", name: "reconcile-bills" }]);
  const second = (await call("GET", `/api/jobs?limit=1&cursor=${first.next}`)).body;
  expect(second.jobs).toMatchObject([{ id: earlier, status: "cancelled" }]);
  expect((await call("GET", "/api/jobs?limit=50")).body.next).toBeNull();
  await cancel(later);
});
