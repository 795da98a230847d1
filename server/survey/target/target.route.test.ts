import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { principalOf, type Scope } from "../../../engine/scope/scope.ts";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import type { PanelMatch, Target } from "../../../schema/messages/target.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { openTestJobs, startTestWorker } from "../../../test/jobs/test-job-house.ts";
import { createTraitStore } from "../label/trait.store.ts";
import { createTraits } from "../label/traits.ts";
import { matchPanelJob, matchPanels } from "./match-panel.job.ts";
import { targetFitRoutes } from "./target-fit.route.ts";
import { targetRoutes } from "./target.route.ts";
import { createTargetStore, MAX_TARGETS } from "./target.store.ts";
import { createTargets } from "./targets.ts";

let api: TestApi;
type Who = { token: string; userId: string };
let fay: Who;
let finn: Who;
let admin: Who;
let guest: Who;
let jobs: Awaited<ReturnType<typeof openTestJobs>>;
const closing: (() => Promise<unknown>)[] = [];

const POOL: LabelledBackstory[] = Array.from({ length: 60 }, (_, index) => ({
  id: `backstory ${index}`,
  labels: { party: { distribution: { [index < 40 ? "democrat" : "republican"]: 1 }, source: "explicit", count: 1 } },
}));
const HALVES = {
  kind: "cells",
  cells: [
    { wanted: { party: ["democrat"] }, share: 1 },
    { wanted: { party: ["republican"] }, share: 1 },
  ],
};

/** A worker on a busy machine takes its time to begin. */
const WORKER_STARTS = { timeout: 40_000 };

beforeAll(async () => {
  api = await startTestApi(async (database, _accounts, url) => {
    jobs = await openTestJobs(database, url, [matchPanelJob]);
    closing.push(jobs.close);
    const traits = createTraits(createTraitStore(database));
    return [
      ...targetFitRoutes({ pool: { listLabelled: async () => POOL }, traits }),
      ...targetRoutes(createTargets(createTargetStore(database), jobs, traits)),
    ];
  });
  [fay, finn, admin, guest] = await Promise.all([
    api.signIn("Fay", "facilitator"),
    api.signIn("Finn", "facilitator"),
    api.signIn("Root", "admin"),
    api.signIn("Gus"),
  ]);
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  await api.close();
});
afterEach(() => jobs.withdrawAll());

const ask = (who: Who, method: string, path: string, body?: unknown) =>
  api.call(method, `/api/targets${path}`, { token: who.token, ...(body !== undefined && { body }) });
async function make(who: Who, definition: object = HALVES): Promise<Target> {
  const made = await ask(who, "POST", "", { name: "Half and half", definition });
  expect(made.status, made.text).toBe(201);
  return made.body;
}
async function match(who: Who, targetId: string, wish: object): Promise<PanelMatch> {
  const asked = await ask(who, "POST", `/${targetId}/match`, wish);
  expect(asked.status, asked.text).toBe(201);
  return asked.body;
}
const look = async (targetId: string, id: string): Promise<PanelMatch> =>
  (await ask(finn, "GET", `/${targetId}/matches/${id}`)).body;
const work = async (listLabelled: (scope: Scope) => Promise<LabelledBackstory[]> = async () => POOL) => {
  const handled = [matchPanels(createTargetStore(api.database), listLabelled)];
  return startTestWorker({ database: api.database, databaseUrl: api.databaseUrl, handled });
};

describe("targets", () => {
  test("S1 facilitators and admins of a workspace share targets; others have none", async () => {
    const { id } = await make(fay);
    for (const who of [finn, admin])
      expect((await ask(who, "GET", `/${id}`)).body).toMatchObject({ id, version: 1, definition: HALVES });
    for (const [method, path] of [
      ["GET", ""],
      ["GET", `/${id}`],
      ["DELETE", `/${id}`],
    ] as const)
      expect((await ask(guest, method, path)).status, `${method} ${path}`).toBe(403);
    const listed = (await ask(finn, "GET", "")).body.items.find((target: Target) => target.id === id);
    expect(listed).toMatchObject({ name: "Half and half", kind: "cells", owner: { name: "Fay" } });
  });

  test("S1 a change of an older version is refused, and only its maker and admins delete a target", async () => {
    const { id } = await make(fay);
    const change = { name: "Women", version: 1, definition: { kind: "people", people: [{ gender: "woman" }] } };
    expect((await ask(finn, "PUT", `/${id}`, change)).body).toMatchObject({ version: 2, name: "Women" });
    expect(await ask(fay, "PUT", `/${id}`, change)).toMatchObject({ status: 409, body: { code: "target-changed" } });
    expect(await ask(finn, "DELETE", `/${id}`)).toMatchObject({ status: 403, body: { code: "target-not-yours" } });
    expect((await ask(fay, "DELETE", `/${id}`)).status).toBe(204);
    expect(await ask(fay, "GET", `/${id}`)).toMatchObject({ status: 404, body: { code: "no-such-target" } });
  });

  test("S1 a target without shares, or with too many combinations, is refused with the reason", async () => {
    const values = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`value-${index}`, 1]));
    for (const definition of [
      { kind: "cells", cells: [{ wanted: { party: ["democrat"] }, share: 0 }] },
      { kind: "cells", cells: [{ wanted: {}, share: 1 }] },
      { kind: "marginals", marginals: { a: values, b: values, c: values } },
      { kind: "people", people: [] },
    ])
      expect((await ask(fay, "POST", "", { name: "Nobody", definition })).status).toBe(400);
  });

  test("S1 S4 a value that a trait does not have is refused, with those it has; unknown is one, and a new trait flags the target", async () => {
    const wanting = (wanted: Record<string, string>) => [
      {
        kind: "cells",
        cells: [{ wanted: Object.fromEntries(Object.entries(wanted).map(([id, value]) => [id, [value]])), share: 1 }],
      },
      {
        kind: "marginals",
        marginals: Object.fromEntries(Object.entries(wanted).map(([id, value]) => [id, { [value]: 1 }])),
      },
      { kind: "people", people: [wanted] },
    ];
    const good = await make(fay);
    for (const definition of wanting({ gender: "woman", party: "Democrats" })) {
      const refused = {
        status: 422,
        body: {
          code: "target-no-such-value",
          detail: expect.stringMatching(
            /“party” has no value “Democrats”.*democrat; independent; republican; other-party/,
          ),
        },
      };
      expect(await ask(fay, "POST", "", { name: "Typo", definition })).toMatchObject(refused);
      expect(await ask(fay, "PUT", `/${good.id}`, { name: "Typo", version: 1, definition })).toMatchObject(refused);
    }
    expect((await ask(fay, "GET", `/${good.id}`)).body).toMatchObject({ version: 1, newTraits: [] });
    for (const definition of wanting({ party: "unknown", "Likes trains": "yes" }))
      expect((await make(fay, definition)).newTraits).toEqual(["Likes trains"]);
  });

  test("S1 S4 where a trait got other values after the target was saved, no panel is matched to it", async () => {
    const { id } = await make(fay, { kind: "people", people: [{ "Likes boats": "yes" }] });
    const draft = {
      name: "Likes boats",
      question: "Do you like boats?",
      values: ["a lot", "not at all"],
      isOrdinal: false,
    };
    await createTraits(createTraitStore(api.database)).add(principalOf("default", fay.userId), draft);
    expect(await ask(fay, "POST", `/${id}/match`, { size: 1 })).toMatchObject({
      status: 422,
      body: { code: "target-no-such-value" },
    });
    expect((await ask(fay, "GET", `/${id}`)).body.newTraits).toEqual([]);
  });

  test("S4 facilitators see how many of the pool fit each group while they make a target", async () => {
    const groups = [{ party: ["democrat"] }, { party: ["republican", "democrat"] }, { party: ["independent"] }];
    const answer = { status: 200, body: { backstories: 60, counts: [40, 60, 0] } };
    expect(await ask(finn, "POST", "/fit", { groups })).toMatchObject(answer);
    expect((await ask(guest, "POST", "/fit", { groups })).status).toBe(403);
    expect((await ask(finn, "POST", "/fit", { groups: [{}] })).status).toBe(400);
  });

  test("S1 the limit of targets holds for concurrent requests", async () => {
    const maker = await api.signIn("Mia", "facilitator");
    await api.database.em().execute("insert into workspaces (id, name) values ('crowded', 'Crowded')");
    await api.database.em().execute("update users set workspace_id = 'crowded' where id = ?", [maker.userId]);
    await api.database.em().execute(
      `insert into targets (id, workspace_id, owner_id, name, definition)
       select 'made ' || n, 'crowded', ?, 'One of many', '{"kind": "people"}' from generate_series(1, ?) n`,
      [maker.userId, MAX_TARGETS - 1],
    );
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => ask(maker, "POST", "", { name: "More", definition: HALVES })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });
});

describe("panels", () => {
  test("S4 a panel is matched by a job; its residuals and respondents are kept", async () => {
    const { id } = await make(fay);
    const asked = await match(fay, id, { size: 40, seed: 3 });
    expect(asked).toMatchObject({ status: "queued", done: 0, report: null, wish: { method: "max-weight" } });
    const worker = await work();
    await expect.poll(async () => (await look(id, asked.id)).status).toBe("completed");
    await worker.close();
    const { report, done } = await look(id, asked.id);
    expect(done).toBe(40);
    expect(report).toMatchObject({
      poolSize: 60,
      matched: 40,
      insufficientShare: 0,
      distances: [{ totalVariation: 0 }],
    });
    const pairs = (await ask(finn, "GET", `/${id}/matches/${asked.id}/pairs?from=35&limit=10`)).body;
    expect(pairs).toMatchObject({ total: 40, items: { length: 5 } });
    expect(pairs.items[0]).toMatchObject({ wanted: { party: ["republican"] }, backstoryId: expect.any(String) });
    const { items } = (await ask(fay, "GET", `/${id}/matches`)).body;
    expect(items).toMatchObject([{ id: asked.id, status: "completed" }]);
    expect(items[0]).not.toHaveProperty("report");
  });

  test("S4 what a panel lacks is proposed as people to interview", async () => {
    const definition = { kind: "people", people: [{ party: "democrat" }, { party: "other-party" }] };
    const { id } = await make(fay, definition);
    const asked = await match(fay, id, { size: 2 });
    const path = `/${id}/matches/${asked.id}/missing`;
    expect((await ask(finn, "GET", path)).body).toEqual({ people: [], withoutSeed: [] });
    const worker = await work();
    await expect.poll(async () => (await look(id, asked.id)).status, WORKER_STARTS).toBe("completed");
    await worker.close();
    expect((await ask(finn, "GET", path)).body).toEqual({
      people: [{ person: { party: "other-party" }, count: 1 }],
      withoutSeed: [],
    });
    expect((await ask(guest, "GET", path)).status).toBe(403);
  });

  test("S4 the target counts as it was when the panel was asked for", async () => {
    const { id } = await make(fay);
    const asked = await match(fay, id, { size: 10 });
    const definition = { kind: "people", people: [{ party: "republican" }] };
    expect((await ask(fay, "PUT", `/${id}`, { name: "Other", version: 1, definition })).status).toBe(200);
    const worker = await work();
    await expect.poll(async () => (await look(id, asked.id)).status).toBe("completed");
    await worker.close();
    expect((await look(id, asked.id)).report!.margins).toHaveLength(2);
  });

  test("S4 matching is cancelled before it begins and while it runs", async () => {
    const { id } = await make(fay);
    const waiting = await match(fay, id, { size: 10 });
    expect((await ask(finn, "POST", `/${id}/matches/${waiting.id}/cancel`)).body.status).toBe("cancelled");
    const running = await match(fay, id, { size: 10 });
    const worker = await work(async ({ signal }) => {
      await once(signal, "abort");
      return POOL;
    });
    await expect.poll(async () => (await look(id, running.id)).status, WORKER_STARTS).toBe("running");
    await ask(fay, "POST", `/${id}/matches/${running.id}/cancel`);
    await expect.poll(async () => (await look(id, running.id)).status, WORKER_STARTS).toBe("cancelled");
    await worker.close();
    expect((await look(id, running.id)).report).toBeNull();
  }, 90_000);

  test("S4 a match whose server was killed before its job was ordered counts as stopped", async () => {
    const { id } = await make(fay);
    const asked = await match(fay, id, { size: 10 });
    await api.database
      .em()
      .execute("update target_matches set job_id = null, created_at = created_at - ?::interval where id = ?", [
        "2 minutes",
        asked.id,
      ]);
    expect((await look(id, asked.id)).status).toBe("cancelled");
  });

  test("S4 of each target the latest twenty panels are kept, and they go with it", async () => {
    const { id } = await make(fay);
    const first = await match(fay, id, { size: 1 });
    for (let more = 0; more < 20; more++) await match(fay, id, { size: 1 });
    expect((await ask(fay, "GET", `/${id}/matches`)).body.items).toHaveLength(20);
    expect((await ask(fay, "GET", `/${id}/matches/${first.id}`)).body.code).toBe("no-such-match");
    expect((await ask(fay, "DELETE", `/${id}`)).status).toBe(204);
    const left = await api.database.em().execute("select from target_matches where target_id = ?", [id]);
    expect(left).toEqual([]);
  });
});
