import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ModelError } from "../../../engine/model/language-model.ts";
import { message } from "../../../schema/messages/message.ts";
import type { InterviewRound, PoolQuality, SetAsidePage } from "../../../schema/messages/interview.ts";
import type { BackstoryView } from "../../../schema/messages/backstory.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openTestJobs, startTestWorker } from "../../../test/jobs/test-job-house.ts";
import { fixedEmbedding } from "../../../test/memory/fixed-embedding.ts";
import {
  configuredWith,
  CRITIC,
  scriptedVoices,
  TELLER,
  type Script,
} from "../../../test/survey/scripted-interviewees.ts";
import { createBackstoryPool } from "../backstory/backstory-pool.store.ts";
import { createBackstories } from "../backstory/backstories.ts";
import { backstoryRoutes } from "../backstory/backstory.route.ts";
import { interviewBackstories, interviewJob } from "./interview-backstories.job.ts";
import { interviewRoutes } from "./interview.route.ts";
import { createInterviewStore } from "./interview.store.ts";
import { createInterviews } from "./interviews.ts";
import { findDuePlan } from "./pool-plan.store.ts";
import { countDue, topUpPool, topUpPoolJob } from "./top-up-pool.job.ts";

const PROGRAM = join(import.meta.dirname, "../../../test/survey/test-interviews.program.ts");
const LONG_TEST_MS = 240_000;
const LONG = { timeout: 60_000 };

let api: TestApi;
let fay: { token: string; userId: string; workspaceId: string };
let configured = configuredWith([TELLER, CRITIC]);
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
const workers: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  api = await startTestApi(async (database, _accounts, url) => {
    jobs = await openTestJobs(database, url, [interviewJob, topUpPoolJob]);
    const pool = createBackstoryPool(database);
    const voices = { describe: () => configured, prices: { models: [], file: "models.yaml" } as never };
    return [
      ...interviewRoutes(createInterviews({ store: createInterviewStore(database), jobs, voices, now: database.now })),
      ...backstoryRoutes({
        backstories: createBackstories({ pool, embedding: fixedEmbedding(null), report: () => undefined }),
        pool,
        voices: { modelFor: () => Promise.reject(new Error("nobody asks it")) as never },
      }),
    ];
  });
});
/** Each test has a workspace of its own, with its pool. */
beforeEach(async () => {
  fay = await signInElsewhere("Fay");
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close();
  await jobs.withdrawAll();
});
afterAll(async () => {
  await jobs.close();
  await api.close();
});

/** A facilitator of a new workspace. */
async function signInElsewhere(name: string) {
  const person = await api.signIn(name, "facilitator");
  const workspaceId = `of-${person.userId}`;
  await api.database.em().execute("insert into workspaces (id, name) values (?, ?)", [workspaceId, name]);
  await api.database.em().execute("update users set workspace_id = ? where id = ?", [workspaceId, person.userId]);
  return { ...person, workspaceId };
}
const ask = (method: string, path: string, body?: unknown, token = fay.token) =>
  api.call(method, `/api/interviews${path}`, { token, ...(body !== undefined && { body }) });
const WISH = { people: [{ person: {}, count: 2 }], setIn: "October 1996" };
async function begin(wish: object = {}): Promise<InterviewRound> {
  const asked = await ask("POST", "", { ...WISH, ...wish });
  expect(asked.status, asked.text).toBe(201);
  return asked.body;
}
const look = async (id: string): Promise<InterviewRound> => (await ask("GET", `/rounds/${id}`)).body;
const setAside = async (id: string): Promise<SetAsidePage> => (await ask("GET", `/set-aside?roundId=${id}`)).body;
async function work(script: Script = {}): Promise<unknown[]> {
  const reported: unknown[] = [];
  const store = createInterviewStore(api.database);
  const openModels = async () => ({ voices: scriptedVoices(script), close: async () => undefined });
  const { database, databaseUrl } = api;
  const handled = [interviewBackstories({ store, openModels, embed: async () => undefined })];
  workers.push(await startTestWorker({ database, databaseUrl, handled, reported }));
  return reported;
}
const becomes = (id: string, status: InterviewRound["status"]) =>
  expect.poll(async () => (await look(id)).status, LONG).toBe(status);

describe("who is interviewed, and by whom it is checked", () => {
  afterEach(() => void (configured = configuredWith([TELLER, CRITIC])));

  test("S2 a base model is interviewed where there is one, in a transcript; else a chat model, in a talk", async () => {
    expect((await ask("GET", "/voices")).body).toMatchObject({
      problem: null,
      critics: [{ route: TELLER }, { route: CRITIC }],
    });
    const first = await begin();
    expect(first).toMatchObject({ interviewee: TELLER, critic: CRITIC, form: "chat", status: "queued" });
    configured = configuredWith([CRITIC], TELLER);
    expect(await begin()).toMatchObject({ interviewee: TELLER, critic: CRITIC, form: "completion" });
    const swapped = await begin({ interviewee: CRITIC, critic: TELLER });
    expect(swapped).toMatchObject({ form: "chat" });
    // The same wish again is not the same people again.
    expect(swapped.wish.seed).not.toBe(first.wish.seed);
    expect((await begin({ seed: 7 })).wish.seed).toBe(7);
  });

  test("S2 nobody checks their own answers: one route alone is refused, with what to do", async () => {
    expect(await ask("POST", "", { ...WISH, interviewee: TELLER, critic: TELLER })).toMatchObject({
      status: 409,
      body: { code: "interview-same-route" },
    });
    configured = configuredWith([TELLER]);
    expect(await ask("POST", "", WISH)).toMatchObject({
      status: 409,
      body: { code: "interview-needs-critic", detail: expect.stringContaining("BASE_MODEL") },
    });
    expect((await ask("GET", "/voices")).body.problem).toContain("BASE_MODEL");
    configured = configuredWith([]);
    expect(await ask("POST", "/estimate", WISH)).toMatchObject({ status: 409, body: { code: "interview-no-voice" } });
    const unknown = { ...WISH, interviewee: "nowhere/x", critic: TELLER };
    expect(await ask("POST", "", unknown)).toMatchObject({ status: 409, body: { code: "interview-unknown-route" } });
    const stored = await api.database
      .em()
      .execute("select from interview_rounds where interviewee = critic or interviewee = 'nowhere/x'");
    expect(stored).toEqual([]);
  });

  test("A2 S2 guests do not interview, and another workspace sees nothing of it", async () => {
    const guest = await api.signIn("Gus");
    for (const [method, path, body] of [
      ["GET", ""],
      ["POST", "", WISH],
      ["POST", "/estimate", WISH],
      ["GET", "/quality"],
      ["GET", "/set-aside"],
      ["PUT", "/plan", { isOn: false, whenBelow: null, weekly: null, budgetNano: 0, setIn: "now" }],
    ] as const)
      expect((await ask(method, path, body, guest.token)).status, `${method} ${path}`).toBe(403);
    const { id } = await begin();
    const nora = await signInElsewhere("Nora");
    expect((await ask("GET", "", undefined, nora.token)).body.items).toEqual([]);
    expect((await ask("POST", `/rounds/${id}/cancel`, {}, nora.token)).status).toBe(404);
    expect((await look(id)).status).toBe("queued");
  });

  test("L8 S2 tokens and cost are estimated before, and grow with the interviews; free models cost nothing", async () => {
    const few = (await ask("POST", "/estimate", WISH)).body;
    const many = (await ask("POST", "/estimate", { ...WISH, people: [{ person: {}, count: 20 }] })).body;
    expect(few).toMatchObject({ interviews: 2, interviewee: TELLER, critic: CRITIC, highNano: 0 });
    expect(many.inputTokens).toBe(10 * few.inputTokens);
  });
});

describe("a round", () => {
  test("S2 its answers become backstories, with who told and who checked, prompt hashes, seed and person", async () => {
    const { id } = await begin({
      people: [
        { person: { party: "democrat" }, count: 1 },
        { person: {}, count: 2 },
      ],
    });
    const prompts: string[] = [];
    await work({ tell: (prompt) => void prompts.push(prompt) as never });
    await becomes(id, "completed");
    expect(await look(id)).toMatchObject({
      interviews: { wanted: 3, told: 3, setAside: 0 },
      answers: { accepted: 30, rejected: 0, total: 30 },
      problem: null,
    });
    expect(prompts.filter((prompt) => prompt.includes("party: Democrat"))).toHaveLength(10);
    const { items } = (await api.call("GET", "/api/backstories?provenance=generated", { token: fay.token })).body;
    expect(items).toHaveLength(3);
    const view = (await api.call("GET", `/api/backstories/${items[0].id}`, { token: fay.token })).body as BackstoryView;
    expect(view).toMatchObject({ provenance: "generated", model: TELLER, critic: CRITIC, setIn: "October 1996" });
    expect(view.answers).toHaveLength(10);
    expect(Object.keys(view.promptHashes)).toHaveLength(11);
    expect(view.seed).not.toBeNull();
  });

  test("S2 what the critic rejects every time is set aside with its reason; the pool's quality counts it", async () => {
    await work();
    await becomes((await begin()).id, "completed");
    for (const worker of workers.splice(0)) await worker.close();
    const { id } = await begin({ mostDraws: 2, seed: 5 });
    await work({
      judge: (prompt) =>
        prompt.includes("cannot be true together") && prompt.includes("<earlier>") ? "Yes: two births" : "No",
    });
    await becomes(id, "completed");
    expect((await look(id)).interviews).toEqual({ wanted: 2, told: 0, setAside: 2 });
    const { items, next } = await setAside(id);
    expect(next).toBeNull();
    expect(items).toMatchObject([0, 1].map((place) => ({ place, answers: 1, reasons: ["contradiction"] })));
    expect(items[0]!.last).toMatchObject({ theme: "crossroads", named: "two births" });
    const quality = (await ask("GET", "/quality")).body as PoolQuality;
    expect(quality).toMatchObject({ rejections: { contradiction: 4 }, setAside: 2, meanDistance: null });
    expect(quality.byProvenance).toEqual({ generated: 2 });
    expect(quality.words!.median).toBeGreaterThan(500);
  });

  test("S2 an interview that repeats a backstory is set aside as a near-duplicate of it", async () => {
    const words = (theme: string) => Array.from({ length: 60 }, (_, word) => `${theme}${word}`).join(" ");
    let asked = 0;
    const { id } = await begin();
    await work({ tell: (prompt) => `I ${words(`t${prompt.split(/Question:|\n\n/).length}`)} ${++asked}.` });
    await becomes(id, "completed");
    expect((await look(id)).interviews).toEqual({ wanted: 2, told: 1, setAside: 1 });
    const [only] = (await setAside(id)).items;
    expect(only).toMatchObject({
      reasons: ["near-duplicate"],
      last: null,
      nearest: { title: expect.stringMatching(/^“I t/) },
    });
    expect(only!.nearest!.share).toBeGreaterThan(0.5);
  });

  test("S2 an answer by another route than the round's is not used", async () => {
    const { id } = await begin();
    const reported = await work({ answersInstead: CRITIC });
    await expect
      .poll(async () => String((await look(id)).problem), LONG)
      .toContain("other/critic answered instead of test/teller");
    await ask("POST", `/rounds/${id}/cancel`, {});
    await becomes(id, "cancelled");
    expect(reported.length).toBeGreaterThan(0);
    expect((await look(id)).answers.accepted).toBe(0);
  });

  test(
    "S2 paused, resumed and cancelled; what was accepted stays, and is not asked again",
    { timeout: LONG_TEST_MS },
    async () => {
      const { id } = await begin({ people: [{ person: {}, count: 1 }] });
      let drawn = 0;
      await work({
        tell: (_prompt, signal) =>
          ++drawn <= 3
            ? (undefined as never)
            : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
      });
      await expect.poll(async () => (await look(id)).answers.accepted, LONG).toBe(3);
      await ask("POST", `/rounds/${id}/pause`, {});
      await becomes(id, "paused");
      for (const worker of workers.splice(0)) await worker.close();
      await ask("POST", `/rounds/${id}/resume`, {});
      let again = 0;
      await work({ tell: () => void again++ as never });
      await becomes(id, "completed");
      expect(again).toBe(7);
      for (const worker of workers.splice(0)) await worker.close();
      const waiting = await begin();
      await ask("POST", `/rounds/${waiting.id}/cancel`, {});
      expect((await look(waiting.id)).status).toBe("cancelled");
    },
  );

  test(
    "L7 S2 when the budget ends the round pauses and says so, nothing is lost; it goes on when resumed",
    { timeout: LONG_TEST_MS },
    async () => {
      const { id } = await begin({ people: [{ person: {}, count: 1 }], budgetNano: 5 });
      let drawn = 0;
      await work({
        tell() {
          if (++drawn > 2) throw new ModelError("budget", message("budget-limit-entrance", { limit: 5 }));
          return undefined as never;
        },
      });
      await becomes(id, "paused");
      expect(await look(id)).toMatchObject({ problem: expect.any(String), answers: { accepted: 2 } });
      const budgets = await api.database
        .em()
        .execute("select scope, limit_nano::int as limit, owner_id as owner from budgets where subject_id = ?", [id]);
      expect(budgets).toEqual([{ scope: "run", limit: 5, owner: fay.userId }]);
      for (const worker of workers.splice(0)) await worker.close();
      await ask("POST", `/rounds/${id}/resume`, {});
      await work();
      await becomes(id, "completed");
      expect(await look(id)).toMatchObject({ problem: null, interviews: { told: 1 } });
    },
  );

  test("S2 a key that is refused pauses the round, which is not tried again and again", async () => {
    const { id } = await begin();
    await work({
      tell() {
        throw new ModelError("unauthorised", message("model-not-ready", { route: TELLER }));
      },
    });
    await becomes(id, "paused");
    expect((await look(id)).problem).toContain(`${TELLER} is not available`);
    await ask("POST", `/rounds/${id}/cancel`, {});
  });

  test(
    "O5 S2 killed between answers and in the middle of checks, it resumes at the answer: none is lost or asked twice",
    { timeout: LONG_TEST_MS },
    async () => {
      const { id } = await begin({ people: [{ person: {}, count: 1 }] });
      const die = async (point: string, number: number) => {
        const child = spawn(process.execPath, [PROGRAM, api.databaseUrl, point, String(number)], {
          stdio: ["ignore", "inherit", "inherit"],
        });
        const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
        expect(signal).toBe("SIGKILL");
      };
      const answers = async () =>
        (
          await api.database
            .em()
            .execute<{ answers: { answer: string }[] }[]>("select answers from interviews where round_id = ?", [id])
        )[0]!.answers.map(({ answer }) => answer);
      await die("draw", 4);
      const first = await answers();
      expect(first).toHaveLength(3);
      await die("check", 10);
      const second = await answers();
      expect(second.slice(0, 3)).toEqual(first);
      expect(second).toHaveLength(4);
      let drawn = 0;
      await work({ tell: () => void drawn++ as never });
      await becomes(id, "completed");
      expect(drawn).toBe(6);
      expect((await answers()).slice(0, 4)).toEqual(second);
    },
  );
});

describe("the pool's plan", () => {
  const PLAN = { isOn: true, whenBelow: 100, weekly: 5, budgetNano: 1_000_000, setIn: "October 1996" };

  test("S2 nothing happens by itself without a budget; the pool is topped up when it is low, or every week", () => {
    const due = { ownerId: "", backstories: 60, daysSinceLast: null, rounds: 0 };
    expect(countDue({ ...due, plan: PLAN })).toBe(40);
    expect(countDue({ ...due, plan: { ...PLAN, budgetNano: 0 } })).toBe(0);
    expect(countDue({ ...due, plan: { ...PLAN, isOn: false } })).toBe(0);
    expect(countDue({ ...due, plan: PLAN, backstories: 100 })).toBe(5);
    expect(countDue({ ...due, plan: PLAN, backstories: 100, daysSinceLast: 6.9 })).toBe(0);
    expect(countDue({ ...due, plan: { ...PLAN, whenBelow: null, weekly: null } })).toBe(0);
    expect(countDue({ ...due, plan: PLAN, daysSinceLast: 0.9 })).toBe(0);
    expect(countDue({ ...due, plan: PLAN, daysSinceLast: 1 })).toBe(40);
    expect(countDue({ ...due, plan: { ...PLAN, whenBelow: 100_000 } })).toBe(10_000);
  });

  test("S2 the plan's round is asked for as the one who set it, one at a time", async () => {
    expect((await ask("PUT", "/plan", PLAN)).body).toMatchObject({ plan: PLAN, owner: { name: "Fay" } });
    const top = topUpPool({
      store: createInterviewStore(api.database),
      jobs,
      findDue: findDuePlan(api.database),
      openModels: async () => ({ voices: { describe: () => configured }, close: async () => undefined }),
    });
    const scope = { workspaceId: fay.workspaceId, signal: new AbortController().signal } as never;
    const run = () => top.run({ scope } as never);
    await run();
    await run();
    const { items } = (await ask("GET", "")).body as { items: InterviewRound[] };
    const planned = items.filter(({ isByPlan }) => isByPlan);
    expect(planned).toHaveLength(1);
    expect(planned[0]).toMatchObject({ owner: { name: "Fay" }, wish: { budgetNano: 1_000_000 } });
    expect(planned[0]!.interviews.wanted).toBeGreaterThan(80);
  });
});
