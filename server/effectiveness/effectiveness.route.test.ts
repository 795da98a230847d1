import { afterAll, beforeAll, expect, test } from "vitest";
import type { Effectiveness } from "../../schema/messages/effectiveness.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createPersonaStore } from "../persona/persona.store.ts";
import { personaRoutes } from "../persona/persona.route.ts";
import { createPersonas } from "../persona/personas.ts";
import { effectivenessRoutes } from "./effectiveness.route.ts";

let api: TestApi;

beforeAll(async () => {
  api = await startTestApi(async (database) => {
    const store = createPersonaStore(database, () => undefined);
    const personas = createPersonas({ store, changes: silentBus, newId, now: () => new Date(), isPlace: () => true });
    return [...personaRoutes(personas, []), ...effectivenessRoutes(database, personas)];
  });
});
afterAll(() => api.close());

test("M8 M4 figures are of the conversations that one may read: turns, answers, cost and what was learned", async () => {
  const [ada, eve] = await Promise.all([api.signIn("Ada"), api.signIn("Eve")]);
  const made = await api.call("POST", "/api/personas", { token: ada.token, body: { name: "Mara Quayle" } });
  const personaId: string = made.body.id;
  const say = (id: string, circle: string, position: number, who: string, more: { text: string; heardBy?: string }) =>
    api.database.em().execute(
      `insert into turns (id, workspace_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
         started_at, input_tokens, output_tokens, cost_nano, voice, witnesses)
       values (?, 'default', ?, ?, ?, ?, ?, ?, 'finished', now(), 0, 0, ?, '', ?)`,
      [
        id,
        circle,
        position,
        who,
        who === personaId ? "Mara Quayle" : "Ada",
        who === personaId ? "persona" : "person",
        more.text,
        who === personaId ? 300 : 0,
        more.heardBy ? `{${more.heardBy}}` : null,
      ],
    );
  for (const [circle, isPrivate] of [
    ["open", false],
    ["closed", true],
  ] as const)
    await api.database.em().execute(
      `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
       values (?, 'default', ?, 'plaza', 'T', '', 'chat', 'auto', 5, ?, 'en', 0, 0)`,
      [circle, ada.userId, isPrivate],
    );
  await say("t1", "open", 1, personaId, { text: "Think of the harbour." });
  await say("t2", "open", 2, ada.userId, { text: "Mara, the harbour floods." });
  await say("t3", "closed", 1, personaId, { text: "A secret.", heardBy: ada.userId });
  await api.database.em().execute(
    `insert into trait_changes (id, workspace_id, persona_id, trait_key, name, description, intensity_before, intensity_after, source)
     values ('c1', 'default', ?, 'dry', 'Dry', '', 0.5, 0.6, 'learned'), ('c2', 'default', ?, 'dry', 'Dry', '', 0.6, 0.4, 'learned')`,
    [personaId, personaId],
  );
  const ask = async (who: { token: string }): Promise<Effectiveness> =>
    (await api.call("GET", "/api/effectiveness", { token: who.token })).body.items[0];
  expect(await ask(eve)).toMatchObject({
    personaId,
    name: "Mara Quayle",
    turns: 1,
    conversations: 1,
    participation: 1,
    answered: 1,
    topicsMoved: 1,
    costNanoPerTurn: 300,
    stars: null,
    reactions: 0,
  });
  expect((await ask(eve)).drift).toBeCloseTo(0.1);
  expect(await ask(ada)).toMatchObject({ turns: 2, conversations: 2, answered: 0.5 });
});
