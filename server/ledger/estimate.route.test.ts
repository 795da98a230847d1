import { verbatim } from "../../schema/messages/message.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { EstimateAnswer } from "../../schema/messages/estimate.ts";
import { PersonaDraft, type Persona } from "../../schema/messages/persona.ts";
import { newId } from "../database/new-id.adapter.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { estimateRoutes } from "./estimate.route.ts";
import { createLedger } from "./ledger.store.ts";
import { createTurnSampleStore } from "./turn-samples.store.ts";

const prices = {
  file: "models.yaml",
  models: [
    {
      provider: "p",
      model: "paid",
      prices: [{ from: "2026-01-01", source: "test", bands: [{ input: 1, output: 5 }] }],
    },
  ],
};
const persona = (id: string, route: string | null, workspaceId = "default"): Persona => {
  const draft = PersonaDraft.parse({ name: id });
  return {
    ...draft,
    id,
    workspaceId,
    ownerId: null,
    placeId: "plaza",
    traits: [],
    version: 1,
    createdAt: "2026-01-01T00:00:00.000Z",
    voice: { ...draft.voice, route },
    look: { palette: ["#111111", "#222222", "#333333"], silhouette: "tall" },
  };
};
const people = [
  persona("bruno", "p/paid"),
  persona("clio", "p/paid"),
  persona("dora", "p/paid"),
  persona("emil", "p/paid"),
  persona("local", "q/local"),
  persona("new", "p/unpriced"),
  persona("foreign", "p/paid", "another"),
];

let api: TestApi;
let owner: { token: string; userId: string };
let other: typeof owner;

beforeAll(async () => {
  api = await startTestApi((database) =>
    estimateRoutes({
      samples: createTurnSampleStore(database),
      personas: { get: async (id) => people.find((one) => one.id === id) ?? null },
      voices: {
        prices,
        modelFor(_task, route) {
          const [provider, model] = (route ?? "p/paid").split("/") as [string, string];
          return { route: { provider, model, local: provider === "q" } };
        },
      },
      now: () => new Date("2026-11-20T10:00:00Z"),
    }),
  );
  [owner, other] = [await api.signIn("Ada"), await api.signIn("Ben")];
  await openCircle("silent", "bruno", "clio");
});
afterAll(() => api.close());

async function openCircle(circleId: string, ...personaIds: string[]): Promise<void> {
  await api.database.em().execute(
    `insert into circles (id, workspace_id, place_id, topic, title, kind, mode, speed, is_private, owner_id, language, x, z)
     values (?, 'default', 'plaza', 't', 't', 'chat', 'auto', 5, true, ?, 'en', 0, 0)`,
    [circleId, owner.userId],
  );
  for (const [seat, id] of personaIds.entries())
    await api.database.em().execute(
      `insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat)
       values (?, 'default', ?, ?, 'persona', ?, ?)`,
      [id, circleId, id, id, seat],
    );
}

const ask = async (body: object, token = owner.token) => api.call("POST", "/api/usage/estimate", { token, body });
const estimate = async (body: object) => EstimateAnswer.parse((await ask(body)).body);

test("L8 before anybody spoke the estimate goes by the prompts, and grows with the turns", async () => {
  const ten = await estimate({ circleId: "silent", turns: 10 });
  expect(ten.basis).toMatch(/length of the prompts/);
  expect(ten.lowNano).toBeGreaterThan(0);
  expect(ten.likelyNano).toBeGreaterThan(ten.lowNano);
  expect(ten.highNano).toBeGreaterThan(ten.likelyNano);
  expect((await estimate({ personaIds: ["bruno", "clio"], turns: 20 })).likelyNano).toBe(2 * ten.likelyNano);
});

test("L8 local voices cost nothing, and it says so; foreign personas are not looked at", async () => {
  expect(await estimate({ personaIds: ["local"], turns: 50 })).toEqual({
    lowNano: 0,
    likelyNano: 0,
    highNano: 0,
    basis: expect.stringContaining("cost nothing"),
    basisMessage: { code: "estimate-local", values: {} },
  });
  expect((await estimate({ personaIds: ["foreign"], turns: 5 })).highNano).toBe(0);
});

test("L6 a voice without a price is named with the file to edit; strangers learn nothing of a private circle", async () => {
  const { status, body } = await ask({ personaIds: ["new"], turns: 5 });
  expect([status, body.detail]).toEqual([422, expect.stringMatching(/p\/unpriced.*models\.yaml/)]);
  expect((await ask({ circleId: "silent", turns: 5 }, other.token)).status).toBe(404);
  expect((await ask({ circleId: "none", turns: 5 })).status).toBe(404);
  expect((await ask({ turns: 0 })).status).toBe(400);
});

test("L8 once they have spoken the estimate is based on their turns, decisions included", async () => {
  await openCircle("spoken", "dora", "emil");
  const ledger = createLedger(api.database, console.error);
  const add = (task: "speak" | "decide", input: number, output: number, personaId?: string) =>
    ledger.recordCall({
      id: newId(),
      at: new Date().toISOString(),
      why: verbatim("test"),
      outcome: "finished",
      route: { provider: "p", model: "paid", local: false },
      context: { task, workspaceId: "default", circleId: "spoken", ...(personaId && { personaId }) },
      usage: { ...NO_USAGE, input, output },
      cost: { totalNano: 0, breakdown: { input: 0, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 } },
    });
  for (let turn = 0; turn < 10; turn++) add("speak", 1_000, 60, "dora");
  for (let turn = 0; turn < 10; turn++) add("speak", 2_000, 100, "emil");
  for (let turn = 0; turn < 5; turn++) add("decide", 400, 20);
  await ledger.close();
  const spoken = (1_000_000 + 300_000 + 2_000_000 + 500_000) / 2;
  const decided = (400_000 + 100_000) / 4;
  expect(await estimate({ circleId: "spoken", turns: 8 })).toEqual({
    lowNano: 8 * (spoken + decided),
    likelyNano: 8 * (spoken + decided),
    highNano: 8 * (spoken + decided),
    basis: "From the last 20 turns of this circle.",
    basisMessage: { code: "estimate-of-circle", values: { count: 20 } },
  });
  expect((await estimate({ personaIds: ["dora", "local"], turns: 1 })).basis).toMatch(
    /last 10 turns of these personas; for those who have not/,
  );
});
