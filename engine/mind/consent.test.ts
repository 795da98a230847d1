import { expect, test } from "vitest";
import { createInProcessMemoryStore } from "../memory/in-process-memory-store.ts";
import type { NewMemory } from "../memory/memory.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import type { CallScope, ChatRequest, LanguageModel, RoutedModel } from "../model/language-model.ts";
import { createMinds, type MindParts } from "./create-minds.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { routed } from "../../test/models/routed.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const ada = buildPersona({ name: "Ada", background: { expertise: ["bread"] } });
const view = buildView({
  personas: [ada],
  people: ["Sam", "Kim"],
  topic: "bread",
  lines: ["Ada: Hello.", "Sam: Who knows about bread?"],
});
const people = view.participants.filter(({ kind }) => kind === "person").map(({ id }) => id);

const mindsWith = (model: RoutedModel, parts: Partial<MindParts> = {}) =>
  createMinds({
    voices: { modelFor: () => model },
    memory: createInProcessMemoryStore(),
    now: () => 0,
    newId: () => "id",
    report: () => undefined,
    ...parts,
  });

async function speak(hasConsentOf?: (userIds: readonly string[]) => Promise<boolean>, memories: NewMemory[] = []) {
  const calls: { request: ChatRequest; scope: CallScope }[] = [];
  const model: LanguageModel = {
    route: { provider: "openai", model: "gpt", local: false },
    async *stream(request: ChatRequest, scope) {
      calls.push({ request, scope });
      yield { type: "text-delta", text: "Rye." };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  const memory = createInProcessMemoryStore();
  await memory.add(memories, testScope());
  const minds = mindsWith(routed(model), { memory, ...(hasConsentOf && { hasConsentOf }) });
  for await (const event of minds.speak(view, ada, testScope())) if (event.type === "end") break;
  return calls[0]!;
}
const remembered = (change: Partial<NewMemory>): NewMemory => ({
  id: "m",
  personaId: ada.id,
  kind: "witnessed",
  text: "Somebody bakes bread.",
  turnId: null,
  aboutUserId: null,
  circleId: view.circleId,
  witnesses: null,
  importance: 1,
  at: 0,
  ...change,
});

test("L4 data leaves unredacted only when everybody who hears and spoke agreed; if they cannot be asked, it does not", async () => {
  const asked: (readonly string[])[] = [];
  const agree = async (userIds: readonly string[]) => asked.push(userIds) > 0;
  expect((await speak(agree)).scope.consented).toBe(true);
  expect(asked[0]!.toSorted()).toEqual(people.toSorted());
  expect((await speak(async (ids) => ids.length < 2)).scope.consented).toBe(false);
  expect((await speak()).scope.consented).toBe(false);
  expect((await speak(() => Promise.reject(new Error("away")))).scope.consented).toBe(false);
});

test("L4 memories count: those about a person by name, those of another talk not at all", async () => {
  const asked: (readonly string[])[] = [];
  const agree = async (userIds: readonly string[]) => asked.push(userIds) > 0;
  expect((await speak(agree, [remembered({ aboutUserId: "absent", circleId: "other" })])).scope.consented).toBe(true);
  expect(asked[0]).toContain("absent");
  expect((await speak(agree, [remembered({ circleId: "other" })])).scope.consented).toBe(false);
  expect((await speak(agree, [remembered({})])).scope.consented).toBe(true);
});

test("M7 a large model gets the full prompt, its small fallback a short one, and neither is built for the other", async () => {
  const built: ChatRequest[] = [];
  const model: RoutedModel = {
    route: { provider: "openai", model: "gpt", local: false },
    async *stream(request) {
      if (typeof request !== "function") throw new Error("one request for all");
      const small = { provider: "vllm", model: "smol-135m", local: true };
      for (const route of [model.route, model.route, small]) built.push(request(route));
      yield { type: "text-delta", text: "Rye." };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  for await (const event of mindsWith(model).speak(view, ada, testScope())) if (event.type === "end") break;
  const [long, again, short] = built as [ChatRequest, ChatRequest, ChatRequest];
  expect(again).toBe(long);
  expect(short.maxTokens).toBeLessThan(long.maxTokens);
  expect(JSON.stringify(short.messages).length).toBeLessThan(JSON.stringify(long.messages).length / 2);
});
