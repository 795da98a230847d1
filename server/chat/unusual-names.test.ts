import { afterAll, beforeAll, expect, test } from "vitest";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { createMinds } from "../../engine/mind/create-minds.ts";
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { LanguageModel, Route } from "../../engine/model/language-model.ts";
import { newId } from "../database/new-id.adapter.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createPersonaStore } from "../persona/persona.store.ts";
import { personaRoutes } from "../persona/persona.route.ts";
import { createPersonas } from "../persona/personas.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { createChat } from "./chat.ts";
import { chatRoutes } from "./chat.route.ts";
import { createChatStore } from "./chat.store.ts";
import { routed } from "../../test/models/routed.ts";

/** What the provider sends; the prompts of a small model and of a large one differ. */
let reply = "";
let route: Route;
const SMALL: Route = { provider: "local", model: "qwen-0.5b", local: true };
const LARGE: Route = { provider: "openai", model: "gpt-5", local: false };
const model: LanguageModel = {
  get route() {
    return route;
  },
  async *stream() {
    for (const text of reply.match(/[^]{1,3}/gu) ?? []) yield { type: "text-delta", text };
    yield { type: "finish", reason: "stop", usage: NO_USAGE };
  },
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi((database) => {
    const store = createPersonaStore(database, fail);
    const personas = createPersonas({
      store,
      changes: silentBus,
      newId,
      now: () => new Date(),
      isPlace: () => true,
    });
    const memory = createInProcessMemoryStore();
    const voices = { modelFor: () => routed(model) };
    const minds = createMinds({ voices, memory, report: fail, now: Date.now, newId });
    const chats = createChatStore(database);
    const readTraits = async () => undefined;
    const hear = async () => undefined;
    const chat = createChat({ minds, personas, chats, readTraits, hear, newId, now: () => new Date(), report: fail });
    return [...chatRoutes(chat, minds, () => new Date(), createLimiters(null)), ...personaRoutes(personas, [])];
  });
});
afterAll(() => api.close());
function fail(error: unknown): never {
  throw error;
}

/** Each character on its own is tested in engine/mind/unusual-names.test.ts. */
const NAMES = ["C++ Guru", "Wink ;)", "[x] (y) {z} \\d+", "(?<", "🦊 محمد", "Zoe\u0301 王"];

const callAs = (token: string) => async (path: string, body: unknown) => {
  const answer = await api.call("POST", path, { token, body });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};

test.each([
  ["small", SMALL],
  ["large", LARGE],
])("M7 personas of any name are talked to, called, and cut at another's line by a %s model", async (_size, asked) => {
  route = asked;
  const other = await callAs((await api.signIn("Ada")).token)("/api/personas", { name: "Wren" });
  for (const name of NAMES) {
    const call = callAs((await api.signIn("Ada")).token);
    const { id } = await call("/api/personas", { name });
    const sessionId = newId();
    const say = async (personaId: string, message: string) =>
      (await call("/api/chat", { message, personaId, sessionId })).message;
    reply = `${name}: The harbour is quiet.`;
    expect(await say(id, "Good morning."), name).toBe("The harbour is quiet.");
    reply = `Low water comes at nine.\n${name}: I would say ten.`;
    expect(await say(other.id, `@${name} is silent, Wren, are you?`), name).toBe("Low water comes at nine.");
    reply = `${name}: The gulls are out today.\nWren: They never leave.`;
    expect(await say(id, `${name}, what about you?`), name).toBe("The gulls are out today.");
  }
});
