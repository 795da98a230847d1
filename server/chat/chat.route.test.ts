import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { createMinds } from "../../engine/mind/create-minds.ts";
import type { TalkMinds } from "../../engine/mind/minds.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { ModelError, type ChatRequest, type LanguageModel } from "../../engine/model/language-model.ts";
import { createOpenAiModel } from "../../engine/model/providers/openai.adapter.ts";
import { createRehearsalVoice } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { createSessionNames } from "../session/names/session-names.store.ts";
import { createStanceStore } from "../conversation/stance.store.ts";
import { createConversationReading } from "../conversation/conversation-reading.store.ts";
import { conversationRoutes } from "../conversation/conversations.route.ts";
import { newId } from "../database/new-id.adapter.ts";
import { unprinted } from "../../test/exports/read-export.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createMemoryStore } from "../memory/memory.store.ts";
import { memoryRoutes } from "../memory/memory.route.ts";
import { embeddedIndex } from "../memory/embedded/embedded-index.ts";
import { createRanker } from "../memory/embedded/ranker.adapter.ts";
import { createPersonaStore } from "../persona/persona.store.ts";
import { personaRoutes } from "../persona/persona.route.ts";
import { createPersonas } from "../persona/personas.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { createChat } from "./chat.ts";
import { chatRoutes } from "./chat.route.ts";
import { createChatStore } from "./chat.store.ts";
import { openChangeBus } from "../changes/open-change-bus.adapter.ts";
import { testScope, withoutLedger } from "../../test/model-servers/collect.ts";
import { withLedger } from "../../engine/model/wrappers/with-ledger.ts";
import { verbatim } from "../../schema/messages/message.ts";
import { openBudgetsOfProcess } from "../../test/budget/open-budgets-of-process.ts";
import { insertOperator } from "../../test/insert-operator.ts";
import { createLedger } from "../ledger/ledger.store.ts";
import { readModelsFile } from "../models/read-models-file.adapter.ts";
import { routed } from "../../test/models/routed.ts";
import { createHearing } from "../conversation/hear-turns.ts";
import { createUnreadTurns } from "../conversation/unread-turns.store.ts";
import { createTraitReading, REPLIES_A_READING } from "../persona/trait-reading.ts";

const rehearsal = createRehearsalVoice(async () => {});
/** The voice under test speaks through this; a test may put another model in its place. */
let model: LanguageModel = rehearsal;
let prompts: ChatRequest[] = [];
let ledgerTasks: string[] = [];
const ranker = createRanker();
let api: TestApi;
let ada: { token: string; userId: string };
let bob: { token: string; userId: string };
let personaId: string;
let memory: ReturnType<typeof createMemoryStore>;
/** Called before a turn is stored; a test may make it fail. */
let beforeCommit = async (_turn: { speakerKind: string }): Promise<void> => undefined;
/** Messages that have reached the chat. */
let arrived = 0;
/** Background work after replies: learning. */
const afterwards: Promise<unknown>[] = [];
const noted = <Value>(work: Promise<Value>): Promise<Value> => {
  afterwards.push(work);
  return work;
};

beforeAll(async () => {
  api = await startTestApi((database) => {
    const personas = createPersonas({
      store: createPersonaStore(database, fail),
      changes: silentBus,
      newId,
      now: () => new Date(),
      isPlace: () => true,
    });
    memory = createMemoryStore(database, embeddedIndex(ranker, silentBus), memoryPorts());
    const minds: TalkMinds = createMinds({
      voices: { modelFor: () => routed(listening) },
      memory,
      stances: createStanceStore(database),
      now: Date.now,
      newId,
      report: fail,
    });
    const chats = createChatStore(database, undefined, memory.ofTurns);
    const unread = createUnreadTurns(database);
    const readTraits = createTraitReading({ minds, personas, unread });
    const hear = createHearing({ minds, unread });
    const chat = createChat({
      minds,
      readTraits: (talk) => noted(readTraits(talk)),
      hear: (scope) => noted(hear(scope)),
      personas: {
        async find(...asked) {
          const persona = await personas.find(...asked);
          arrived += 1;
          return persona;
        },
      },
      chats: {
        ...chats,
        commitTurn: (turn, aftermath) => beforeCommit(turn).then(() => chats.commitTurn(turn, aftermath)),
      },
      newId,
      now: () => new Date(),
      report: fail,
    });
    return [
      ...chatRoutes(chat, minds, () => new Date(), createLimiters(null)),
      ...memoryRoutes(memory, personas.find),
      ...personaRoutes(personas, []),
      ...conversationRoutes(
        createConversationReading(database),
        createStanceStore(database),
        async () => [],
        async () => ({ questions: [], vote: null }),
        { print: unprinted, namesFor: createSessionNames(database) },
      ),
    ];
  });
  ada = await api.signIn("Ada");
  bob = await api.signIn("Bob");
  const draft = {
    name: "Bruno",
    description: "A baker",
    background: { expertise: ["sourdough"], interests: ["fishing"] },
    personality: { traits: [{ name: "Curious", description: "asks why", intensity: 0.5 }] },
  };
  personaId = (await api.call("POST", "/api/personas", { token: ada.token, body: draft })).body.id;
});
afterAll(async () => {
  await Promise.all(afterwards);
  await memory.close();
  await api.close();
});

function fail(error: unknown): never {
  throw error;
}
const listening: LanguageModel = {
  get route() {
    return model.route;
  },
  async *stream(request: ChatRequest, context) {
    prompts.push(request);
    ledgerTasks.push(context.task);
    yield* model.stream(request, context);
    context.onCost?.(7, NO_USAGE);
  },
};
const answering = (...replies: string[]): LanguageModel => ({
  ...rehearsal,
  async *stream() {
    yield { type: "text-delta", text: replies.length > 1 ? replies.shift()! : replies[0]! };
    yield {
      type: "finish",
      reason: "stop",
      usage: { input: 5, output: 3, reasoning: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0, exact: true, raw: null },
    };
  },
});
async function withModel<Result>(stand: LanguageModel, work: () => Promise<Result>): Promise<Result> {
  model = stand;
  prompts = [];
  ledgerTasks = [];
  try {
    return await work();
  } finally {
    model = rehearsal;
  }
}
const chat = (message: string, sessionId: string = newId(), token = ada.token) =>
  api.call("POST", "/api/chat", { token, body: { message, personaId, sessionId } });
const listMine = async (token = ada.token) => (await api.call("GET", "/api/conversations", { token })).body.items;

describe("POST /api/chat", () => {
  test("M3 answers with the reply, the traits it showed in its own words, and a confidence", async () => {
    const { status, body } = await withModel(
      answering("Why does yours not rise? I can show you how I feed mine."),
      () => chat("My sourdough is flat."),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ message: "Why does yours not rise? I can show you how I feed mine.", personaId });
    expect(body.traits).toEqual([
      { name: "Curious", description: "asks why", intensity: expect.any(Number), evidence: "Why does yours not rise?" },
    ]);
    expect(body.confidence).toBeGreaterThan(0);
    expect(body.confidence).toBeLessThan(1);
    expect(body.suggestedActions).toEqual([
      "Answer: “Why does yours not rise?”",
      "Take up: “I can show you how I feed mine.”",
      "Ask about fishing",
    ]);
  });
  test("M3 a reply that shows no trait has none and no confidence", async () => {
    const { body } = await withModel(answering("The table is green."), () => chat("Hello!"));
    expect(body).toMatchObject({ traits: [], confidence: 0 });
  });
  test("M4 a session is one private circle that is remembered, whatever its id looks like", async () => {
    const sessionId = "sess ion/ü 🐦";
    await withModel(answering("Good morning to you."), () => chat("My dog is called Argos.", sessionId));
    const [conversation] = await listMine();
    expect(conversation).toMatchObject({ isPrivate: true, turnCount: 2, title: "My dog is called Argos." });
    await withModel(answering("That was Argos."), async () => {
      await chat("What is he called again, my dog?", sessionId);
      expect(prompts[0]!.messages.at(-1)?.content).toContain("What is he called again");
    });
    const [again] = await listMine();
    expect(again).toMatchObject({ circleId: conversation.circleId, turnCount: 4, participants: ["Ada", "Bruno"] });
    const { body } = await api.call("GET", `/api/conversations/${conversation.circleId}`, { token: ada.token });
    expect(
      body.turns.map(({ speakerName, status, costNano }: Record<string, unknown>) => [speakerName, status, costNano]),
    ).toEqual([
      ["Ada", "finished", 0],
      ["Bruno", "finished", 7],
      ["Ada", "finished", 0],
      ["Bruno", "finished", 7],
    ]);
    expect(body.turns[1].replyTo).toBe(body.turns[0].id);
  });
  test("M4 words of one session are recalled in the next, and only for the person who said them", async () => {
    await withModel(answering("Noted."), () => chat("I prefer rye bread with honey."));
    const hers = () => api.call("GET", `/api/personas/${personaId}/memories`, { token: ada.token });
    await expect.poll(async () => JSON.stringify((await hers()).body)).toContain("rye bread");
    // Also what is stored may not be indexed yet.
    await Promise.all(afterwards);
    await withModel(answering("Rye it is."), async () => {
      await chat("What bread should I buy?");
      expect(prompts[0]!.messages[0]!.content).toContain("rye bread with honey");
    });
    await withModel(answering("Try the white one."), async () => {
      await chat("What should I buy?", newId(), bob.token);
      expect(prompts[0]!.messages[0]!.content).not.toContain("You remember: Ada said: I prefer");
    });
  });
  test("M7 an argument moves the stance of a persona in a chat, and only an argument does", async () => {
    const draft = { name: "Clio", attitude: "Skeptical" };
    const clio = (await api.call("POST", "/api/personas", { token: ada.token, body: draft })).body.id;
    const sessionId = newId();
    const say = async (message: string) => {
      const body = { message, personaId: clio, sessionId };
      await withModel(answering(`I have heard of ${message.length}.`), () =>
        api.call("POST", "/api/chat", { token: ada.token, body }),
      );
      await Promise.all(afterwards);
    };
    const readStances = async () => {
      const circleId = (await listMine())[0].circleId;
      return createStanceStore(api.database).list(principalOf("default", ada.userId), circleId);
    };
    await say("Good morning, Clio.");
    expect(await readStances()).toEqual([]);
    await say("Should the market become a garden?");
    await say("Everybody agrees that a garden is a good idea!");
    const formed = { personaId: clio, topic: "Should the market become a garden?", position: "against" };
    expect(await readStances()).toMatchObject([{ ...formed, strength: 0.6, moves: [] }]);
    const argument = "We tested a garden on the market for a summer, and it worked well.";
    await say(argument);
    const moves = [{ speakerName: "Ada", words: argument, towards: "for" }];
    expect(await readStances()).toMatchObject([{ ...formed, strength: expect.closeTo(0.3), moves }]);
    await say("Should trams be free?");
    expect(await readStances()).toMatchObject([
      { moves },
      { topic: "Should trams be free?", strength: 0.6, moves: [] },
    ]);
  });
  test("A1 a session is its owner's: the same id opens another circle for somebody else", async () => {
    const sessionId = "shared";
    await withModel(answering("Hello."), () => chat("Mine.", sessionId));
    await withModel(answering("Hello."), () => chat("Mine too.", sessionId, bob.token));
    expect((await listMine(bob.token)).some(({ title }: { title: string }) => title === "Mine.")).toBe(false);
  });
  test("M7 two messages at once are answered one after the other", async () => {
    const sessionId = newId();
    const answers = await withModel(answering("One.", "Two."), () =>
      Promise.all([chat("First?", sessionId), chat("Second?", sessionId)]),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [{ circleId }] = await listMine();
    const { body } = await api.call("GET", `/api/conversations/${circleId}`, { token: ada.token });
    expect(body.turns.map(({ speakerKind }: { speakerKind: string }) => speakerKind)).toEqual([
      "person",
      "persona",
      "person",
      "persona",
    ]);
  });
  test("M7 the same message sent again while it is being answered is answered with it, once", async () => {
    const sessionId = newId();
    const voice = answering("One.", "Two.", "Three.");
    const before = arrived;
    const afterAllArrived: LanguageModel = {
      ...voice,
      async *stream(...asked) {
        await vi.waitFor(() => expect(arrived - before).toBe(4), { timeout: 10_000 });
        yield* voice.stream(...asked);
      },
    };
    const answers = await withModel(afterAllArrived, () =>
      Promise.all(["Well?", "Well?", "And?", "Well?"].map((message) => chat(message, sessionId))),
    );
    const [first, second, other, last] = answers.map(({ body }) => body.message);
    expect([second, last]).toEqual([first, first]);
    expect([first, other].toSorted()).toEqual(["One.", "Two."]);
    const [{ circleId }] = await listMine();
    const { body } = await api.call("GET", `/api/conversations/${circleId}`, { token: ada.token });
    expect(body.turns).toHaveLength(4);
    const { body: later } = await withModel(answering("Again."), () => chat("Well?", sessionId));
    expect(later.message).toBe("Again.");
  });
  test("M7 an empty reply is tried once more", async () => {
    const { body } = await withModel(answering("*nods*", "Now with words."), () => chat("Well?"));
    expect(body.message).toBe("Now with words.");
  });
  test("M7 a failing voice is reported, and the message is kept", async () => {
    const failing: LanguageModel = {
      ...rehearsal,
      async *stream() {
        yield { type: "text-delta", text: "The dough is " };
        throw new ModelError("broken-stream", "The voice broke off.");
      },
    };
    const { status, body } = await withModel(failing, () => chat("Tell me of dough."));
    expect(status).toBe(502);
    expect(body.detail).toBe(
      "The voice broke off. Your message was kept, and so was the beginning of the reply; send another to continue.",
    );
    const [{ circleId }] = await listMine();
    const conversation = (await api.call("GET", `/api/conversations/${circleId}`, { token: ada.token })).body;
    expect(conversation.turns.map(({ text, status }: Record<string, string>) => [text, status])).toEqual([
      ["Tell me of dough.", "finished"],
      ["The dough is…", "failed"],
    ]);
  });
  test("C7 a message that cannot be kept stops the call that is made meanwhile", async () => {
    const asked = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const waiting: LanguageModel = {
      route: { provider: "openai", model: "gpt", local: false },
      async *stream(_, { signal }) {
        yield { type: "text-delta", text: "Rye" };
        asked.resolve();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        stopped.resolve();
        throw new ModelError("aborted", "It was stopped.");
      },
    };
    beforeCommit = async () => {
      await asked.promise;
      throw new Error("The disk is full.");
    };
    try {
      expect((await withModel(waiting, () => chat("Which bread?"))).status).toBe(500);
      await stopped.promise;
    } finally {
      beforeCommit = async () => undefined;
    }
  });
  test("L7 a used-up budget is distinguished from a failing voice, and the message is kept", async () => {
    const refusing: LanguageModel = {
      ...rehearsal,
      stream: () => fail(new ModelError("budget", "Your budget of $1 a day is used up. Ask an admin to raise it.")),
    };
    const { status, body } = await withModel(refusing, () => chat("And of rye?"));
    expect([status, body.title]).toEqual([402, "Budget used up"]);
    expect(body.detail).toContain("is used up. Ask an admin to raise it. Your message was kept");
  });
  test("L4 a rate-limited person gets the time to wait, and the message is kept", async () => {
    const limited: LanguageModel = {
      ...rehearsal,
      stream: () => fail(new ModelError("rate-limited", "All calls of this minute are used.", { retryAfterMs: 6_400 })),
    };
    const { status, headers, body } = await withModel(limited, () => chat("And now?"));
    expect([status, headers.get("retry-after")]).toEqual([429, "7"]);
    expect(body.detail).toContain("Try again in 7 s. Your message was kept");
  });
  test("L2 speaks with the rehearsal voice alone", async () => {
    const { status, body } = await chat("What is your favourite bread?");
    expect(status).toBe(200);
    expect(body.message.length).toBeGreaterThan(10);
    for (const { evidence } of body.traits) expect(body.message).toContain(evidence);
  });
  test.each([
    ["an unknown persona", 404, { message: "Hi", personaId: "nobody", sessionId: "s" }],
    ["no message", 400, { personaId: "x", sessionId: "s" }],
    ["an empty message", 400, { message: "  ", personaId: "x", sessionId: "s" }],
    ["a message too long", 400, { message: "x".repeat(2001), personaId: "x", sessionId: "s" }],
    ["a session id too long", 400, { message: "Hi", personaId: "x", sessionId: "s".repeat(101) }],
    ["no object", 400, [1]],
  ])("A5 refuses %s with %i", async (_what, status, body) => {
    const answer = await api.call("POST", "/api/chat", { token: ada.token, body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body.detail).toMatch(/\w{10}|wrong|no such/);
  });
  test("A1 refuses people who are not signed in", async () =>
    expect((await api.call("POST", "/api/chat", { body: { message: "Hi", personaId, sessionId: "s" } })).status).toBe(
      401,
    ));
});

test("L7 a reply for which calls in progress leave no room waits for them", async () => {
  const [server, ledger] = [await startWireServer(OPENAI_FORMAT), createLedger(api.database, fail)];
  const budget = await openBudgetsOfProcess(api.database, api.databaseUrl, ledger, { reportError: fail, say: fail });
  const limitNano = 1_000_000_000;
  const keeper = await insertOperator(api.database);
  const { id } = await budget.store.create(newId(), keeper, {
    scope: "workspace",
    subjectId: null,
    period: "day",
    limitNano,
  });
  await budget.limitFirst("default");
  const inProgress = await budget.reserve({ workspaceId: "default" }, limitNano - 1_000, testScope());
  const changes = await openChangeBus(api.databaseUrl, fail);
  const waits = new Promise<void>((resolve) => {
    changes.subscribe("budgets", { onChange: ({ type }) => type === "recall" && resolve(), onGap: () => undefined });
  });
  const adapter = createOpenAiModel("gpt-6.1-terra", { baseUrl: `${server.url}/v1`, apiKey: "sk-test", fetch });
  const ports = { prices: readModelsFile(), now: api.database.now, newId, recordCall: ledger.recordCall, budget };
  await withModel(withLedger(adapter, verbatim("test"), ports), async () => {
    const reply = chat("Tell me of dough.");
    await waits;
    inProgress.settle(0);
    expect((await reply).status).toBe(200);
  });
  await budget.store.remove(id, keeper);
  for (const open of [budget, ledger, changes, server]) await open.close();
});

describe("memories", () => {
  const memories = async (token: string) =>
    (await api.call("GET", `/api/personas/${personaId}/memories`, { token })).body;
  test("M4 people read, correct and delete what is remembered of them, and of nobody else", async () => {
    await withModel(answering("A fine name."), () =>
      chat("My sister is called Ines, remember that.", newId(), bob.token),
    );
    await expect
      .poll(async () => (await memories(bob.token)).items.map(({ text }: { text: string }) => text))
      .toContain("Bob said: My sister is called Ines, remember that.");
    const { ranking, items } = await memories(bob.token);
    expect(ranking).toBe("lexical");
    const { id } = items.find(({ text }: { text: string }) => text.includes("Ines"));
    expect((await memories(ada.token)).items.some((item: { id: string }) => item.id === id)).toBe(false);
    expect((await api.call("PATCH", `/api/memories/${id}`, { token: ada.token, body: { text: "no" } })).status).toBe(
      404,
    );
    expect(
      (await api.call("PATCH", `/api/memories/${id}`, { token: bob.token, body: { text: "Bob's sister is Inês" } }))
        .body.text,
    ).toBe("Bob's sister is Inês");
    expect((await api.call("PATCH", `/api/memories/${id}`, { token: bob.token, body: { text: " " } })).status).toBe(
      400,
    );
    expect((await api.call("DELETE", `/api/memories/${id}`, { token: bob.token })).status).toBe(204);
    expect((await api.call("DELETE", `/api/memories/${id}`, { token: bob.token })).status).toBe(404);
  });
});

/** A model that returns these replies in order, and these traits when it reads them. */
function reader(replies: string[], ...traits: object[]): LanguageModel {
  const talking = answering(...replies, "That is all.");
  const reading = answering(JSON.stringify({ traits }));
  return {
    route: { provider: "openai", model: "gpt", local: false },
    stream: (request, context) => (context.task === "extract-traits" ? reading : talking).stream(request, context),
  };
}
async function chatInOneSession(messages: string[]): Promise<void> {
  const sessionId = newId();
  for (const message of messages) expect((await chat(message, sessionId)).status).toBe(200);
}

describe("what a model reads in replies", () => {
  const storedEvidence = async (replies: string[]) => {
    const statement = { name: "shown", text: "select text, traits_shown as shown from turns where text = any($1)" };
    const rows = await api.database.query<{ text: string; shown: { evidence: string }[] }>(statement, [replies]);
    return replies.map((reply) => rows.find(({ text }) => text === reply)?.shown.map(({ evidence }) => evidence));
  };

  test("M3 M6 traits are read in one call for several replies, and stored with each in place of the lexical reading", async () => {
    const replies = ["Why is flour dear?", "Why does it rain?", "Why do mills stop?", "Why do we bake at night?"];
    const reading = { reply: 2, id: "curious", quote: "does it rain", strength: 1, certainty: 1 };
    expect(replies).toHaveLength(REPLIES_A_READING);
    await withModel(reader(replies, reading), async () => {
      const sessionId = newId();
      for (const said of ["One.", "Two.", "Three."]) await chat(said, sessionId);
      expect(await storedEvidence(replies.slice(0, 3))).toEqual(replies.slice(0, 3).map((reply) => [reply]));
      expect(ledgerTasks).toEqual(["speak", "speak", "speak"]);
      await chat("Four.", sessionId);
      await expect.poll(() => storedEvidence(replies)).toEqual([[], ["does it rain"], [], []]);
      expect(ledgerTasks.toSorted()).toEqual(["extract-traits", "speak", "speak", "speak", "speak"]);
    });
  });

  test("M3 replies about which a model answers in another form than was asked for are not read again", async () => {
    const replies = ["Why is bran cheap?", "Why does it hail?", "Why do wheels turn?", "Why do we bake at dawn?"];
    const talking = answering(...replies, "That is all.");
    const babbling: LanguageModel = {
      route: { provider: "openai", model: "gpt", local: false },
      stream: (request, context) =>
        (context.task === "extract-traits" ? answering("I would rather chat.") : talking).stream(request, context),
    };
    await withModel(babbling, async () => {
      await chatInOneSession(["One.", "Two.", "Three.", "Four."]);
      const awaiting = {
        name: "awaiting",
        text: "select id from turns where text = any($1) and awaits_reading is not null",
      };
      await expect.poll(() => api.database.query(awaiting, [replies])).toEqual([]);
      expect(await storedEvidence(replies)).toEqual(replies.map((reply) => [reply]));
      expect(ledgerTasks.filter((task) => task === "extract-traits").length).toBeGreaterThan(0);
    });
  });
});

describe("what is private to one chat", () => {
  const evidenceFor = async (token: string): Promise<(string | null)[]> =>
    (await api.call("GET", `/api/personas/${personaId}/trait-changes`, { token })).body.items
      .filter(({ source }: { source: string }) => source === "learned")
      .map(({ evidence }: { evidence: string | null }) => evidence);
  test("M4 words of a guest to a persona are in nobody else's model request, even if the persona's answer repeats them", async () => {
    const server = await startWireServer(OPENAI_FORMAT);
    server.text = ["So I write to ada@example.org, dear Ada."];
    const voice = withoutLedger(createOpenAiModel("gpt", { baseUrl: `${server.url}/v1`, apiKey: "sk-test", fetch }));
    const requestsFor = async (token: string, message: string): Promise<string> => {
      server.requests.length = 0;
      expect((await withModel(voice, () => chat(message, newId(), token))).status).toBe(200);
      return JSON.stringify(server.requests.map(({ body }) => body));
    };
    const question = "Whom do you reach, dear baker, and at which address do you write?";
    await requestsFor(ada.token, "You reach me at ada@example.org, baker.");
    server.text = ["To somebody."];
    expect(await requestsFor(bob.token, question)).not.toContain("ada@example.org");
    expect(await requestsFor(ada.token, question)).toContain("ada@example.org");
    await server.close();
  });
  test.each(["guest", "visitor", "operator", "facilitator", "admin"])(
    "M4 A1 the words a trait was learned from are shown to those who heard them and to those who may read everything: %s",
    async (role) => {
      const quote = `Why does the dough of a ${role} not rise, I wonder, night after night?`;
      const reading = { reply: 3, id: "curious", quote, strength: 1, certainty: 1 };
      await withModel(reader(["One loaf.", "Two loaves.", quote, "Four loaves."], reading), async () => {
        await chatInOneSession(["Mine is flat.", "It is flat again.", "Flat once more.", `Flat, says the ${role}.`]);
        await expect.poll(() => evidenceFor(ada.token)).toContain(quote);
      });
      const someone = await api.signIn(`Reader ${role}`, role);
      expect((await evidenceFor(someone.token)).includes(quote)).toBe(["facilitator", "admin"].includes(role));
      const memories = await api.call("GET", `/api/personas/${personaId}/memories`, { token: someone.token });
      expect(memories.body.items).toEqual([]);
      const hers = (await api.call("GET", `/api/personas/${personaId}/memories`, { token: ada.token })).body.items;
      const door = `/api/memories/${hers[0].id}`;
      expect((await api.call("PATCH", door, { token: someone.token, body: { text: "no" } })).status).toBe(404);
      expect((await api.call("DELETE", door, { token: someone.token })).status).toBe(404);
    },
  );
  test("M4 what is remembered of somebody is listed by page", async () => {
    const kim = await api.signIn("Kim");
    const lines = ["I live by the river.", "I have two brown dogs.", "I was born in May."];
    await withModel(answering("Is that so?"), async () => {
      for (const line of lines) await chat(line, "pages", kim.token);
    });
    const page = async (query: string) =>
      (await api.call("GET", `/api/personas/${personaId}/memories?${query}`, { token: kim.token })).body;
    await expect.poll(async () => (await page("")).items.length).toBeGreaterThanOrEqual(lines.length);
    const whole = (await page("")).items;
    const first = await page("limit=2");
    expect(first.items).toEqual(whole.slice(0, 2));
    const rest = await page(`limit=200&cursor=${first.next}`);
    expect([...first.items, ...rest.items]).toEqual(whole);
    expect(rest.next).toBeNull();
    const refused = await api.call("GET", `/api/personas/${personaId}/memories?cursor=1`, { token: kim.token });
    expect(refused.status).toBe(400);
  });
});

describe("POST /api/personas/try-line", () => {
  const draft = { name: "Nina", description: "A fishmonger" };
  test("M1 a draft answers at once and nothing is stored", async () => {
    const before = (await listMine()).length;
    const { status, text } = await withModel(answering("Nina: Fresh fish!"), () =>
      api.call("POST", "/api/personas/try-line", {
        token: ada.token,
        body: { draft, message: "What do you sell?" },
      }),
    );
    const parts = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const deltas = parts.slice(0, -1).map(({ delta }) => delta);
    expect([status, deltas.join("")]).toEqual([200, "Fresh fish!"]);
    expect(parts.at(-1)).toEqual({ text: "Fresh fish!", voice: "rehearsal/script", problem: null });
    expect(ledgerTasks).toEqual(["try-line"]);
    expect((await listMine()).length).toBe(before);
  });
  test("M1 the first words of a line are there before its last", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const slow: LanguageModel = {
      ...rehearsal,
      async *stream(...call) {
        yield { type: "text-delta", text: "Fresh fish, straight from the boat. " };
        await finished;
        yield* answering("And cheap.").stream(...call);
      },
    };
    await withModel(slow, async () => {
      const response = await fetch(`${api.url}/api/personas/try-line`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${ada.token}` },
        body: JSON.stringify({ draft, message: "What do you sell?" }),
      });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader.read()).value).toContain("Fresh fish");
      finish();
      let rest = "";
      for (let read = await reader.read(); !read.done; read = await reader.read()) rest += read.value;
      expect(rest).toContain("And cheap.");
    });
  });
  test("M1 a voice that fails before its first word is a problem, and names it", async () => {
    const mute: LanguageModel = {
      ...rehearsal,
      stream: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(new ModelError("unreachable", "The model server is away.")),
        }),
      }),
    };
    const { status, body } = await withModel(mute, () =>
      api.call("POST", "/api/personas/try-line", { token: ada.token, body: { draft, message: "Hi" } }),
    );
    expect([status, body.code]).toEqual([502, "voice-failed"]);
    expect(body.detail).toContain("The draft is unchanged.");
  });
  test("L4 M1 a rate-limited person gets the time to wait", async () => {
    const limited: LanguageModel = {
      ...rehearsal,
      stream: () => fail(new ModelError("rate-limited", "All calls of this minute are used.", { retryAfterMs: 6_400 })),
    };
    const { status, headers, body } = await withModel(limited, () =>
      api.call("POST", "/api/personas/try-line", { token: ada.token, body: { draft, message: "Hi" } }),
    );
    expect([status, headers.get("retry-after"), body.code]).toEqual([429, "7", "voice-failed"]);
    expect(body.detail).toContain("Try again in 7 s. The draft is unchanged.");
  });
  test("M1 a draft without a name is refused", async () =>
    expect(
      (await api.call("POST", "/api/personas/try-line", { token: ada.token, body: { draft: {}, message: "Hi" } }))
        .status,
    ).toBe(400));
});
