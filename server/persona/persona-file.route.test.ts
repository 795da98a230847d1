import { afterAll, beforeAll, expect, test } from "vitest";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { newId } from "../database/new-id.adapter.ts";
import { personaRoutes } from "./persona.route.ts";
import { personaFileRoutes } from "./persona-file.route.ts";
import { createPersonaStore } from "./persona.store.ts";
import { createPersonas } from "./personas.ts";

let api: TestApi;
let ada: { token: string; userId: string };

beforeAll(async () => {
  api = await startTestApi(async (database) => {
    const store = createPersonaStore(database, () => undefined);
    await store.insertMissingCoreTraits("default", [
      { key: "warmth", name: "Warmth", description: "", intensity: 0.6 },
    ]);
    const isPlace = (id: string) => id === "plaza";
    const personas = createPersonas({ store, changes: silentBus, newId, now: () => new Date(), isPlace });
    return [...personaFileRoutes(personas), ...personaRoutes(personas, [])];
  });
  ada = await api.signIn("Ada");
});
afterAll(() => api.close());

const importFile = (file: unknown) => api.call("POST", "/api/personas/import", { token: ada.token, body: { file } });
const card = (data: object) => ({ spec: "chara_card_v2", spec_version: "2.0", data });

test("M2 a card becomes a persona, and the answer names what could not be kept", async () => {
  const answer = await importFile(
    card({ name: "Mara", description: "{{char}} waits for {{user}}.", alternate_greetings: ["Hi"] }),
  );
  expect(answer.status, answer.text).toBe(201);
  expect(answer.body.lost).toEqual([{ field: "alternate_greetings", why: "unused" }]);
  expect(answer.body.persona).toMatchObject({
    name: "Mara",
    ownerId: ada.userId,
    description: "Mara waits for the visitor.",
  });
});

test.each(["dramatis", "card-v2", "card-v3"])(
  "M2 exported as %s and imported again, it is the same",
  async (format) => {
    const first = (await importFile(card({ name: "Mara", personality: "calm, dry", creator: "A. Writer" }))).body
      .persona;
    const file = await api.call("GET", `/api/personas/${first.id}/export?format=${format}`, { token: ada.token });
    expect(file.status).toBe(200);
    const again = (await importFile(JSON.parse(file.text))).body;
    const { id: _, createdAt: __, ...same } = first;
    expect(again).toMatchObject({ persona: same, lost: [] });
  },
);

test("M2 a persona's own intensity of a trait that all have is exported too", async () => {
  const { id: personaId } = (await importFile(card({ name: "Mara" }))).body.persona;
  const body = { personaId, traitId: "warmth", action: "set", intensity: 0.1 };
  expect((await api.call("PUT", "/api/personality", { token: ada.token, body })).status).toBe(200);
  const file = await api.call("GET", `/api/personas/${personaId}/export`, { token: ada.token });
  expect(JSON.parse(file.text).persona.personality.traits).toMatchObject([{ name: "Warmth", intensity: 0.1 }]);
});

test("M8 variations are drafts like the persona: nobody is made, and the same seed answers the same", async () => {
  const { id } = (await importFile(card({ name: "Mara" }))).body.persona;
  const count = async () =>
    (await api.call("GET", "/api/personas?mine=true&limit=200", { token: ada.token })).body.items.length;
  const before = await count();
  const ask = (body: object) => api.call("POST", `/api/personas/${id}/variations`, { token: ada.token, body });
  const first = await ask({ age: "older", count: 3, seed: 5 });
  expect(first.body.items.map(({ name }: { name: string }) => name)).toEqual(["Mara 2", "Mara 3", "Mara 4"]);
  expect((await ask({ age: "older", count: 3, seed: 5 })).body).toEqual(first.body);
  expect((await ask({ age: "ancient" })).status).toBe(400);
  expect(await count()).toBe(before);
});

test("M2 what is no persona is refused with the reason, and nothing is made", async () => {
  for (const [file, code] of [
    [{ title: "Recipes" }, "card-unknown"],
    [card({ name: "" }), "card-no-name"],
    [{ format: "dramatis-persona", version: 9 }, "card-newer"],
  ] as const) {
    const answer = await importFile(file);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  }
});

test("A1 nobody signed in, nothing imported or exported", async () => {
  const body = { file: card({ name: "Mara" }) };
  expect((await api.call("POST", "/api/personas/import", { body })).status).toBe(401);
  expect((await api.call("GET", "/api/personas/x/export")).status).toBe(401);
});
