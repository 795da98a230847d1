import { afterAll, beforeAll, expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import { createRehearsalVoice } from "../../../engine/model/rehearsal/rehearsal-voice.ts";
import type { DryRun } from "../../../schema/messages/session-dry-run.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { query } from "../../../test/backup/lived-in-database.ts";
import { buildPersona } from "../../../test/minds/test-circle.ts";
import { createBackChannelStore } from "../back-channel.store.ts";
import { createInvitationStore } from "../invitations.store.ts";
import { createSeatStore } from "../seats.store.ts";
import { createSessionActs } from "../session-acts.store.ts";
import { createSessionBudgets } from "../session-budget.store.ts";
import { sessionRoutes } from "../session.route.ts";
import { createSessionStore } from "../session.store.ts";
import { createSessions } from "../sessions.ts";
import { createDryRuns } from "./dry-run.ts";
import { dryRunRoutes } from "./dry-run.route.ts";

const cast = ["Ada", "Bruno", "Clio", "Dora"].map((name) => ({ ...buildPersona({ name }), id: name.toLowerCase() }));
const stranger = { ...buildPersona({ name: "Eve" }), id: "eve", workspaceId: "another" };
let api: TestApi;

beforeAll(async () => {
  api = await startTestApi((database) => {
    const sessions = createSessions({
      store: createSessionStore(database),
      acts: createSessionActs(database),
      budgets: createSessionBudgets(database),
      invitations: createInvitationStore(database),
      backChannel: createBackChannelStore(database),
      seats: createSeatStore(database),
      isPlace: () => true,
      makeToken: () => randomBytes(24).toString("base64url"),
    });
    const personas = { get: async (id: string) => [...cast, stranger].find((persona) => persona.id === id) ?? null };
    const rehearsal = createRehearsalVoice(async () => undefined);
    return [...sessionRoutes(sessions), ...dryRunRoutes(createDryRuns({ sessions, personas, rehearsal }))];
  });
});
afterAll(() => api.close());

/** How many rows every table has. */
async function countRows(): Promise<unknown> {
  const tables = await query<{ name: string }>(
    api.databaseUrl,
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as count from "${name}"`);
  return query(api.databaseUrl, counts.join(" union all "));
}

test("C9 A2 a dry run puts every prompt of the guide, has personas of the workspace answer by script, all in turn, and leaves nothing", async () => {
  const fay = await api.signIn("Fay", "facilitator");
  const guide = [
    { title: "Habits", minutes: 5, prompts: ["How do you get home at night?", "What would help?"], probes: [] },
    { title: "Nothing asked", minutes: 1, prompts: [], probes: [] },
    { title: "Fares", minutes: 10, prompts: ["Who should pay?"], probes: [] },
  ];
  const plan = { title: "Night buses", topic: "Better night buses", kind: "focus-group", placeId: "plaza", guide };
  const personaIds = [...cast.map(({ id }) => id), "gone", stranger.id];
  const made = await api.call("POST", "/api/sessions", {
    token: fay.token,
    body: { plan: { ...plan, consent: "You agree to be heard.", personaIds } },
  });
  const { id } = made.body as Session;
  const tryIt = (token: string) => api.call("GET", `/api/sessions/${id}/dry-run`, { token });
  const before = await countRows();

  const { voice, sections } = (await tryIt(fay.token)).body as DryRun;
  expect(voice).toBe("rehearsal/script");
  expect(sections.map(({ title, minutes }) => [title, minutes])).toEqual([
    ["Habits", 5],
    ["Nothing asked", 1],
    ["Fares", 10],
  ]);
  const turns = sections.flatMap((section) => section.turns);
  expect(turns.filter(({ personaId }) => personaId === null).map(({ name, text }) => [name, text])).toEqual([
    ["Fay", "How do you get home at night?"],
    ["Fay", "What would help?"],
    ["Fay", "Who should pay?"],
  ]);
  const spoken = turns.filter(({ personaId }) => personaId !== null);
  expect(spoken.map(({ personaId }) => personaId)).toEqual([
    "ada",
    "bruno",
    "clio",
    "dora",
    "ada",
    "bruno",
    "clio",
    "dora",
    "ada",
  ]);
  expect(spoken.every(({ text }) => text !== "")).toBe(true);
  expect(new Set(spoken.map(({ text }) => text)).size).toBeGreaterThan(6);

  expect(await countRows()).toEqual(before);
  expect((await api.call("GET", `/api/sessions/${id}`, { token: fay.token })).body.status).toBe("planned");
  expect((await tryIt((await api.signIn("Gus")).token)).status).toBe(404);
});
