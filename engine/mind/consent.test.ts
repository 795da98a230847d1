import { expect, test } from "vitest";
import { createInProcessMemoryStore } from "../memory/in-process-memory-store.ts";
import type { NewMemory } from "../memory/memory.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import type { CallContext, ChatRequest, LanguageModel } from "../model/language-model.ts";
import { createMinds } from "./create-minds.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";

const ada = buildPersona({ name: "Ada", background: { expertise: ["bread"] } });
const view = buildView({
  personas: [ada],
  people: ["Sam", "Kim"],
  topic: "bread",
  lines: ["Ada: Hello.", "Sam: Who knows about bread?"],
});
const people = view.participants.filter(({ kind }) => kind === "person").map(({ id }) => id);

async function speak(hasConsentOf?: (userIds: readonly string[]) => Promise<boolean>, memories: NewMemory[] = []) {
  const heard: { request: ChatRequest; context: CallContext }[] = [];
  const model: LanguageModel = {
    route: { provider: "openai", model: "gpt", local: false },
    async *stream(request, context) {
      heard.push({ request, context });
      yield { type: "text-delta", text: "Rye." };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  const memory = createInProcessMemoryStore();
  await memory.add(memories);
  const minds = createMinds({
    voices: { modelFor: () => model },
    memory,
    now: () => 0,
    newId: () => "id",
    report: () => undefined,
    ...(hasConsentOf && { hasConsentOf }),
  });
  const signal = new AbortController().signal;
  for await (const event of minds.speak(view, ada, { signal, workspaceId: "default" })) if (event.type === "end") break;
  return heard[0]!;
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

test("L4 data leaves as it is only when everybody who hears and spoke agreed, and nobody can be asked means no", async () => {
  const asked: (readonly string[])[] = [];
  const agree = async (userIds: readonly string[]) => asked.push(userIds) > 0;
  expect((await speak(agree)).context.consented).toBe(true);
  expect(asked[0]!.toSorted()).toEqual(people.toSorted());
  expect((await speak(async (ids) => ids.length < 2)).context.consented).toBe(false);
  expect((await speak()).context.consented).toBe(false);
  expect((await speak(() => Promise.reject(new Error("away")))).context.consented).toBe(false);
});

test("L4 what is remembered counts: of a person by name, of another talk not at all", async () => {
  const asked: (readonly string[])[] = [];
  const agree = async (userIds: readonly string[]) => asked.push(userIds) > 0;
  expect((await speak(agree, [remembered({ aboutUserId: "absent", circleId: "other" })])).context.consented).toBe(true);
  expect(asked[0]).toContain("absent");
  expect((await speak(agree, [remembered({ circleId: "other" })])).context.consented).toBe(false);
  expect((await speak(agree, [remembered({})])).context.consented).toBe(true);
});

test("M7 a request for a large model carries a short one for the small model that may have to stand in", async () => {
  const { request } = await speak();
  expect(request.brief!.maxTokens).toBeLessThan(request.maxTokens);
  expect(JSON.stringify(request.brief!.messages).length).toBeLessThan(JSON.stringify(request.messages).length / 2);
});
