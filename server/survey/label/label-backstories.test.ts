import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Labelling, LabellingEstimate, LabellingWish } from "../../../schema/messages/labelling.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openTestJobs } from "../../../test/jobs/test-job-house.ts";
import { startPaidProvider } from "../../../test/model-servers/paid-provider.ts";
import { startWireServer, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { createLabellingFormat, type LabellingVoice } from "../../../test/survey/labelling-voice.ts";
import { startLabellingWorker } from "../../../test/survey/labelling-worker.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Voices } from "../../models/voices.ts";
import { labelBackstoriesJob } from "./label-backstories.job.ts";
import { labelRoutes } from "./label.route.ts";
import { labelsIn } from "./labels-in.ts";
import type { LabellingsPorts } from "./labellings.ts";

const PATIENCE = { timeout: 60_000 };
const PROGRAM = join(import.meta.dirname, "../../../test/survey/test-labelling.program.ts");

let api: TestApi;
let ada: { token: string; userId: string };
let folder: string;
let voices: LabellingsPorts["voices"] | null;
let endings: (() => unknown)[];

beforeEach(async () => {
  endings = [];
  voices = null;
  folder = mkdtempSync(join(tmpdir(), "dramatis labels "));
  api = await startTestApi(async (database, _accounts, databaseUrl) => {
    const opened = await openTestJobs(database, databaseUrl, [labelBackstoriesJob]);
    endings.push(opened.close);
    const current: LabellingsPorts["voices"] = {
      modelFor: (...wanted) => voices!.modelFor(...wanted),
      skillOf: (route) => voices!.skillOf(route),
      get prices() {
        return voices!.prices;
      },
    };
    const { traits, labellings } = labelsIn(database, opened, current);
    return labelRoutes(traits, labellings);
  });
  ada = await api.signIn("Ada", "facilitator");
});
afterEach(async () => {
  for (const end of endings.toReversed()) await end();
  await api.close();
  rmSync(folder, { recursive: true });
});

async function addBackstories(texts: readonly string[]): Promise<void> {
  for (const text of texts)
    await api.database.em().execute(
      `insert into backstories (id, workspace_id, provenance, title, set_in, answers, words, signature)
       values (?, 'default', 'imported', 'Somebody', 'October 1996', ?::jsonb, ?, '{1}')`,
      [newId(), JSON.stringify([{ theme: "life", question: "Who are you?", answer: text }]), text.split(" ").length],
    );
}
const call = async (method: string, path: string, body?: unknown) =>
  (await api.call(method, path, { token: ada.token, ...(body !== undefined && { body }) })).body;
const listLabels = () =>
  api.database
    .em()
    .execute<
      { traitId: string; source: string; model: string; count: number; distribution: object; evidence: string | null }[]
    >(
      `select trait_id as "traitId", source, model, count, distribution, evidence from backstory_labels order by backstory_id, trait_id, source`,
    );

/** A free voice of this network, which gives log-probabilities, and a worker. */
async function serve(voice: LabellingVoice) {
  const { format, asked } = createLabellingFormat(voice);
  const server: WireServer = await startWireServer(format);
  server.models = ["llama-70b"];
  endings.push(server.close);
  return { settings: { VLLM_URL: server.url, VOICE: "auto" }, asked };
}
async function startWorker(settings: Record<string, string>): Promise<void> {
  const worker = await startLabellingWorker(api.database, api.databaseUrl, folder, settings);
  endings.push(worker.close);
  await openVoices(worker.voices);
}
async function openVoices(of: {
  open(signal: AbortSignal): Promise<{ voices: LabellingsPorts["voices"]; close(): Promise<void> }>;
}) {
  const opened = await of.open(new AbortController().signal);
  endings.push(opened.close);
  voices = opened.voices;
}
async function label(wish: Partial<LabellingWish>): Promise<Labelling> {
  const started = (await call("POST", "/api/labellings", wish)) as Labelling;
  expect(started).toMatchObject({ wish });
  return untilEnded(started.id);
}
async function untilEnded(id: string): Promise<Labelling> {
  await expect
    .poll(async () => (await call("GET", `/api/labellings/${id}`)).status, PATIENCE)
    .toMatch(/completed|dead|cancelled/);
  return call("GET", `/api/labellings/${id}`);
}

const REPUBLICAN = "I have been a Republican since I was twenty.";
const statedOr = (prompt: string) =>
  prompt.includes(REPUBLICAN) ? `Quote: "${REPUBLICAN}"\nAnswer: (C)` : "Quote: none\nAnswer: (E)";

test("S3 O7 labels the pool as a job: what is stated with its words, else a share of answers; what names no value is counted; nothing is paid for twice", async () => {
  const { settings, asked } = await serve({
    stated: statedOr,
    sampled: (prompt, place) =>
      prompt.includes("Nobody asks me") ? "A great deal" : place % 2 ? "(A)" : "(B) Independent",
  });
  await startWorker(settings);
  await addBackstories([
    REPUBLICAN,
    "I grow apples.",
    "I grow apples.",
    "Nobody asks me.",
    "I was a Republican, not any more.",
  ]);
  const wish = { traitIds: ["party"], samples: 4 };
  const estimate = (await call("POST", "/api/labellings/estimate", wish)) as LabellingEstimate;
  expect(estimate).toMatchObject({ model: "vllm/llama-70b", labels: 4, known: 1, calls: { low: 4, high: 20 } });
  const done = await label(wish);
  expect(done).toMatchObject({
    status: "completed",
    done: 4,
    total: 4,
    model: "vllm/llama-70b",
    tally: { stated: 1, estimated: 2, unusable: 1, refused: { unreadable: 4 } },
  });
  const labels = await listLabels();
  expect(labels[0]).toMatchObject({ source: "explicit", evidence: REPUBLICAN, distribution: { republican: 1 } });
  expect(labels.slice(1).map(({ source, count }) => [source, count])).toEqual(Array(3).fill(["sampled", 4]));
  const paid = asked();
  expect(paid).toBeGreaterThanOrEqual(estimate.calls.low);
  expect(paid).toBeLessThanOrEqual(estimate.calls.high);
  const { items, backstories } = await call("GET", "/api/traits");
  expect(backstories).toBe(5);
  expect(items.find(({ id }: { id: string }) => id === "party").labels).toEqual([
    { source: "explicit", model: "vllm/llama-70b", count: 1, unknown: 0 },
    { source: "sampled", model: "vllm/llama-70b", count: 3, unknown: 0 },
  ]);
  // Nothing is asked of a text that is there already, nor again of the one that gave no label, except for more answers.
  await addBackstories([REPUBLICAN, "I grow apples."]);
  expect(await call("POST", "/api/labellings/estimate", wish)).toMatchObject({ labels: 0, calls: { high: 0 } });
  expect(await label(wish)).toMatchObject({ done: 1, tally: { unusable: 1, refused: { unreadable: 4 } } });
  expect(asked()).toBe(paid);
  expect(await label({ ...wish, samples: 6 })).toMatchObject({ done: 1, tally: { refused: { unreadable: 6 } } });
  expect(asked()).toBe(paid + 2);
  expect(await listLabels()).toHaveLength(6);
});

test(
  "S3 O7 killed three times while it labels, only calls in flight are made again, and no label is missing or double",
  { timeout: 240_000 },
  async () => {
    const [texts, samples, atOnce, kills] = [30, 3, 24, [30, 60, 90]] as const;
    let child: ChildProcess | null = null;
    const { settings, asked } = await serve({
      stated: statedOr,
      sampled: () => "(A)",
      onAsked: (count) => void ((kills as readonly number[]).includes(count) && child?.kill("SIGKILL")),
    });
    const worker = await startLabellingWorker(api.database, api.databaseUrl, folder, settings);
    await openVoices(worker.voices);
    endings.push(async () => {
      voices = null;
      child?.kill("SIGKILL");
    });
    // The one of this process only lends its voices.
    await worker.stopJobs();
    endings.push(worker.close);
    await addBackstories(Array.from({ length: texts }, (_, place) => `I am number ${place}.`));
    const { id } = (await call("POST", "/api/labellings", { traitIds: ["party"], samples })) as Labelling;
    for (const _ of [...kills, null]) {
      child = spawn(process.execPath, [PROGRAM, api.databaseUrl, folder, JSON.stringify(settings)], {
        stdio: "inherit",
      });
      const died = once(child, "exit");
      await Promise.race([died, untilEnded(id)]);
    }
    expect(await untilEnded(id)).toMatchObject({ status: "completed", done: texts, total: texts });
    const labels = await listLabels();
    expect(labels).toHaveLength(texts);
    expect(labels.every(({ count }) => count === samples)).toBe(true);
    expect(asked()).toBeGreaterThanOrEqual(texts * (samples + 1));
    expect(asked()).toBeLessThanOrEqual(texts * (samples + 1) + kills.length * atOnce);
    expect(await api.database.em().execute("select * from label_replies")).toEqual([]);
  },
);

test("S3 with log-probabilities, one call a trait gives the shares that the model has", async () => {
  const letters = { A: 0.4, " A": 0.1, B: 0.3, C: 0.1, D: 0.05, E: 0.03, I: 0.02 };
  const { settings, asked } = await serve({ stated: statedOr, sampled: () => "", letters });
  await startWorker(settings);
  await addBackstories(["I grow apples."]);
  const done = await label({ traitIds: ["party"], estimate: "logprob" });
  expect(done.tally).toMatchObject({ estimated: 1, refused: {}, refusalMass: expect.closeTo(0.02, 6) });
  expect(asked()).toBe(2);
  const [made] = await listLabels();
  expect(made).toMatchObject({ source: "logprob", count: 1 });
  const shares = made!.distribution as Record<string, number>;
  expect(shares["democrat"]).toBeCloseTo(0.5 / 0.98, 6);
  expect(shares["unknown"]).toBeCloseTo(0.03 / 0.98, 6);
});

test("S3 L7 a labelling ends before it would cost more than its budget, keeps what is labelled, and the next one resumes there", async () => {
  const { format, asked } = createLabellingFormat({ stated: statedOr, sampled: () => "(A)" });
  const provider = await startPaidProvider(format);
  endings.push(provider.close);
  await startWorker(provider.settings);
  await addBackstories(Array.from({ length: 6 }, (_, place) => `I am number ${place}.`));
  const wish = { traitIds: ["party"], samples: 2 };
  const budgetNano = 900_000;
  const short = await label({ ...wish, budgetNano });
  expect(short).toMatchObject({ status: "completed", problemMessage: { code: "labelling-budget" } });
  expect(short.costNano).toBeGreaterThan(0);
  expect(short.costNano).toBeLessThanOrEqual(budgetNano);
  const before = asked();
  expect(before).toBeLessThan(18);
  const rest = await label(wish);
  expect(rest).toMatchObject({ status: "completed", problem: null });
  expect(asked()).toBe(18);
  expect(await listLabels()).toHaveLength(6);
});

test("S3 estimates of texts that state a trait are compared with what they state: agreement, kappa, Brier", async () => {
  const { settings } = await serve({
    stated: statedOr,
    sampled: (prompt) => (prompt.includes("Second") ? "(A)" : "(C)"),
  });
  await startWorker(settings);
  await addBackstories([REPUBLICAN, `Second. ${REPUBLICAN}`]);
  expect(await label({ traitIds: ["party"], samples: 2, compare: 5 })).toMatchObject({
    done: 4,
    tally: { stated: 2, estimated: 2 },
  });
  const { items } = await call("GET", "/api/traits/agreement");
  expect(items).toEqual([
    expect.objectContaining({
      traitId: "party",
      source: "sampled",
      statedBy: "vllm/llama-70b",
      count: 2,
      agreement: 0.5,
      brier: 1,
    }),
  ]);
});

test("S3 A2 facilitators add traits, which are labelled like any other; one is deleted with its labels by who added it", async () => {
  const { settings } = await serve({
    stated: (prompt) => (prompt.includes("I love it") ? "Quote: I love it\nAnswer: (A)" : "Quote: none\nAnswer: (C)"),
    sampled: () => "Unknown",
  });
  await startWorker(settings);
  const draft = { name: "Likes fiction", question: "Do you like science fiction?", values: ["Yes", "No"] };
  const added = await api.call("POST", "/api/traits", { token: ada.token, body: draft });
  expect(added.status).toBe(201);
  expect(added.body.items.at(-1)).toMatchObject({ id: "Likes fiction", values: ["Yes", "No"], owner: { name: "Ada" } });
  const refusals = [
    [draft, 409],
    [{ ...draft, name: "likes FICTION" }, 409],
    [{ ...draft, name: "Party" }, 400],
    [{ ...draft, name: "x", values: ["Yes", "yes"] }, 400],
    [{ ...draft, name: "x", values: ["Yes", "Unknown"] }, 400],
  ] as const;
  for (const [body, status] of refusals)
    expect((await api.call("POST", "/api/traits", { token: ada.token, body })).status).toBe(status);
  await addBackstories(["Science fiction? I love it.", "I grow apples."]);
  await label({ traitIds: ["Likes fiction"], samples: 2 });
  expect((await listLabels()).map(({ distribution }) => distribution)).toEqual([{ Yes: 1 }, { unknown: 1 }]);
  const eve = await api.signIn("Eve");
  expect((await api.call("GET", "/api/traits", { token: eve.token })).status).toBe(403);
  const bea = await api.signIn("Bea", "facilitator");
  const remove = (token: string) => api.call("DELETE", `/api/traits/${encodeURIComponent("Likes fiction")}`, { token });
  expect((await remove(bea.token)).status).toBe(403);
  expect((await remove(ada.token)).status).toBe(204);
  expect(await listLabels()).toEqual([]);
  expect(
    (await api.call("POST", "/api/labellings", { token: ada.token, body: { traitIds: ["Likes fiction"] } })).status,
  ).toBe(404);
});

test("S3 the rehearsal voice labels nothing, and a route without log-probabilities is not asked for them", async () => {
  const route = { provider: "rehearsal", model: "script", local: true };
  voices = { modelFor: () => ({ route }), skillOf: () => "tiny" } as unknown as LabellingsPorts["voices"] & Voices;
  await addBackstories(["I grow apples."]);
  expect(await call("POST", "/api/labellings", { traitIds: ["party"] })).toMatchObject({
    code: "rehearsal-labels-nothing",
  });
  voices = { modelFor: () => ({ route: { ...route, provider: "openai" } }) } as unknown as LabellingsPorts["voices"];
  const wish = { traitIds: ["party"], estimate: "logprob" };
  expect(await call("POST", "/api/labellings/estimate", wish)).toMatchObject({ code: "no-log-probabilities" });
  expect(await api.database.em().execute("select * from labellings")).toEqual([]);
});
