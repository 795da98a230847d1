import { message, verbatim } from "../../schema/messages/message.ts";
import { describe, expect, test } from "vitest";
import { createInProcessMemoryStore } from "../memory/in-process-memory-store.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import { ModelError, type CallScope, type ChatRequest, type LanguageModel } from "../model/language-model.ts";
import { createRehearsalVoice } from "../model/rehearsal/rehearsal-voice.ts";
import { createMinds } from "./create-minds.ts";
import { measureCalls } from "../../test/minds/measure-calls.ts";
import type { SpeechEvent } from "./minds.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { routed } from "../../test/models/routed.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const ada = buildPersona({ name: "Ada", background: { expertise: ["bread"] } });
const tom = buildPersona({ name: "Tom", background: { expertise: ["bread"] } });
const ines = buildPersona({ name: "Ines", background: { expertise: ["bread"] } });
const cast = [ada, tom, ines];
const view = buildView({
  personas: cast,
  people: ["Sam"],
  topic: "bread",
  lines: ["Ada: Hello.", "Sam: Who knows about bread?"],
});
const usage = { ...NO_USAGE, input: 10, output: 4 };

function stopped({ onCost }: CallScope): ModelError {
  onCost?.(400, { ...usage, exact: false });
  return new ModelError("aborted", "stopped");
}

/** A provider that sends these pieces, one stream per call; an Error breaks the stream. */
function sending(...streams: (string | Error)[][]) {
  const requests: ChatRequest[] = [];
  const scopes: CallScope[] = [];
  const sent: string[] = [];
  const model: LanguageModel = {
    route: { provider: "openai", model: "gpt", local: false },
    async *stream(request: ChatRequest, scope) {
      requests.push(request);
      scopes.push(scope);
      const pieces = streams.length > 1 ? streams.shift()! : streams[0]!;
      for (const piece of pieces) {
        if (piece instanceof Error) throw piece;
        if (scope.signal.aborted) throw stopped(scope);
        sent.push(piece);
        yield { type: "text-delta", text: piece };
      }
      if (scope.signal.aborted) throw stopped(scope);
      scope.onCost?.(400, usage);
      yield { type: "finish", reason: pieces.length > 20 ? "length" : "stop", usage };
    },
  };
  return { model, requests, scopes, sent };
}
const reported: unknown[] = [];
const mindsWith = (model: LanguageModel, memory = createInProcessMemoryStore()) =>
  createMinds({
    voices: { modelFor: () => routed(model) },
    memory,
    now: () => 0,
    newId: () => "id",
    report: (error) => reported.push(error),
  });
async function listen(
  speech: AsyncIterable<SpeechEvent>,
): Promise<{ shown: string; end: Extract<SpeechEvent, { type: "end" }> }> {
  let shown = "";
  for await (const event of speech) {
    if (event.type === "end") return { shown, end: event };
    shown += event.text;
  }
  throw new Error("no end");
}
const speak = (model: LanguageModel) => listen(mindsWith(model).speak(view, ada, testScope()));

describe("speaking", () => {
  test("M7 the stored text is the shown text", async () => {
    const { shown, end } = await speak(sending(["Ada: ", "*smiles* ", "Rye. ", "And salt.\nTo", "m: Sugar!"]).model);
    expect(shown).toBe("Rye. And salt.");
    expect(end).toMatchObject({ status: "finished", text: shown, voice: "openai/gpt", problem: null });
  });
  test("M7 a model that speaks for others is stopped, and its cost is known", async () => {
    const provider = sending(["Rye.\nTom:", " Sugar!", " More", " and more"]);
    const { end } = await speak(provider.model);
    expect(provider.sent).not.toContain(" and more");
    expect(end).toMatchObject({ text: "Rye.", usage: { output: 4, exact: false }, costNano: 400 });
  });
  test("M7 a model that never stops is cut at its limit and ends on a whole sentence", async () => {
    const { end } = await speak(
      sending(Array.from({ length: 100 }, (_, index) => `Loaf number ${index} is in. `).concat("And then")).model,
    );
    expect(end.status).toBe("finished");
    expect(end.text).toMatch(/Loaf number 99 is in\.$/);
  });
  test("M7 an empty reply is tried once more, warmer", async () => {
    const provider = sending(["*nods*"], ["Rye."]);
    const { end } = await speak(provider.model);
    expect(end).toMatchObject({ status: "finished", text: "Rye.", usage: { input: 20, output: 8 }, costNano: 800 });
    expect(provider.requests[1]!.temperature).toBeGreaterThan(provider.requests[0]!.temperature!);
  });
  test("M7 two empty replies are marked, in words for people", async () => {
    const provider = sending(["Tom: Sugar!"]);
    const { end } = await speak(provider.model);
    expect(provider.requests).toHaveLength(2);
    expect(end).toMatchObject({ status: "failed", text: "" });
    expect(end.problem).toEqual(message("voice-repeats", { route: "openai/gpt" }));
  });
  test("M7 a broken stream keeps the shown text and gives the reason", async () => {
    const { shown, end } = await speak(
      sending(["Rye and ", new ModelError("stalled", "The voice fell silent.")]).model,
    );
    expect(end).toMatchObject({ status: "failed", text: shown, problem: verbatim("The voice fell silent.") });
    expect(shown).toBe("Rye and…");
  });
  test("L7 a refused budget is distinguished from a voice that fails", async () => {
    const { end } = await speak(sending([new ModelError("budget", "The budget is used up.")]).model);
    expect(end).toMatchObject({
      status: "failed",
      problem: verbatim("The budget is used up."),
      costNano: 0,
      overBudget: true,
    });
    const broken = await speak(sending(["Rye.", new ModelError("stalled", "Silent.")]).model);
    expect(broken.end).not.toHaveProperty("overBudget");
  });
  test("L6 a turn costs the sum of its attempts, failed ones included", async () => {
    const { model } = sending(["Rye."]);
    const twice: LanguageModel = {
      route: model.route,
      async *stream(request: ChatRequest, scope) {
        scope.onCost?.(30, usage);
        yield* model.stream(request, scope);
      },
    };
    expect((await speak(twice)).end).toMatchObject({ costNano: 430, usage: { input: 20, output: 8 } });
  });
  test("M7 an error of any kind ends the turn without its words", async () => {
    const { end } = await speak(sending([new TypeError("secret stack")]).model);
    expect(end).toMatchObject({ status: "failed", text: "", problem: message("turn-without-reason") });
  });
  test("C4 after an abort nothing more is shown, and the cost is reported", async () => {
    const stop = new AbortController();
    const events: SpeechEvent[] = [];
    for await (const event of mindsWith(sending(["Rye ", "and ", "salt."]).model).speak(
      view,
      ada,
      testScope({ signal: stop.signal }),
    )) {
      events.push(event);
      stop.abort();
    }
    expect(events.map(({ type }) => type)).toEqual(["delta", "end"]);
    expect(events[1]).toMatchObject({ text: "Rye", usage: { output: 4 } });
  });
  test("M4 a memory that cannot be read ends the turn honestly", async () => {
    const memory = { ...createInProcessMemoryStore(), recall: async () => Promise.reject(new Error("down")) };
    const { end } = await listen(mindsWith(sending(["Rye."]).model, memory).speak(view, ada, testScope()));
    expect(end).toMatchObject({
      status: "failed",
      problem: message("turn-memory-unreadable", { name: "Ada" }),
    });
    expect(reported).toContainEqual(new Error("down"));
  });
  test("M3 the voice is the persona's own, stopped at others' lines, its temperature shaped by traits", async () => {
    const provider = sending(["Rye."]);
    const lively = buildPersona({
      name: "Ada",
      voice: { temperature: 0.8 },
      personality: { traits: [{ name: "Playful", description: "", intensity: 1 }] },
    });
    await listen(mindsWith(provider.model).speak(view, lively, testScope()));
    expect(provider.requests[0]).toMatchObject({ stop: ["\nSam:", "\nTom:", "\nInes:"], maxTokens: 160 });
    expect(provider.requests[0]!.temperature).toBeCloseTo(1.2);
    expect(provider.scopes[0]).toMatchObject({ task: "speak", personaId: "ada" });
  });
});

describe("listening", () => {
  const listenWith = async (provider: string, skill: Skill) => {
    const { model, requests, scopes } = sending(["Rye is best."]);
    const here: LanguageModel = { ...model, route: { provider, model: "m", local: provider === "embedded" } };
    const voices = { modelFor: () => routed(here), skillOf: () => skill };
    const minds = createMinds({
      voices,
      memory: createInProcessMemoryStore(),
      now: () => 0,
      newId: () => "m",
      report: (error: unknown) => void reported.push(error),
    });
    await minds.listen(view, [ada, tom], testScope());
    const listened = [...requests];
    await listen(minds.speak(view, ada, testScope()));
    return { listened, scopes, spoken: requests.at(-1)! };
  };

  test.each<Skill>(["middle", "large"])(
    "L2 the embedded model reads the %s prompts of those who listen ahead, all but what to answer",
    async (skill) => {
      const { listened, scopes, spoken } = await listenWith("embedded", skill);
      expect(listened).toMatchObject([{ readAhead: true }, { readAhead: true }]);
      expect(listened[0]!.messages).toEqual(spoken.messages.slice(0, -1));
      expect(scopes.slice(0, 2)).toMatchObject([
        { task: "keep-prompt", personaId: ada.id, tier: "on-premises" },
        { task: "keep-prompt", personaId: tom.id, tier: "on-premises" },
      ]);
    },
  );

  test("L2 nothing is read ahead by a model that others share or that is paid, nor for the shortest prompt", async () => {
    expect((await listenWith("openai", "large")).listened).toEqual([]);
    expect((await listenWith("ollama", "middle")).listened).toEqual([]);
    expect((await listenWith("embedded", "tiny")).listened).toEqual([]);
  });
});

describe("deciding", () => {
  test("M6 the light model settles a close call by JSON", async () => {
    const provider = sending(['{"speaker": "Ines"}']);
    expect((await mindsWith(provider.model).decideTurn(view, cast, testScope()))?.nextPersonaId).toBe("ines");
    expect(provider.scopes[0]?.task).toBe("decide");
  });
  test.each([
    ["an unknown name", '{"speaker": "Sam"}'],
    ["no JSON", "Ines, I think"],
    ["nothing", ""],
  ])("M6 %s falls back to the best bid", async (_what, text) =>
    expect((await mindsWith(sending([text]).model).decideTurn(view, cast, testScope()))?.nextPersonaId).toBe("tom"),
  );
  test("M6 a failing light model falls back to the best bid", async () =>
    expect(
      (await mindsWith(sending([new ModelError("overloaded", "busy")]).model).decideTurn(view, cast, testScope()))
        ?.nextPersonaId,
    ).toBe("tom"));
  test("M6 only when bids are too close is a light model chosen, and consent read", async () => {
    const { model } = sending(['{"speaker": "Ines"}']);
    const done: string[] = [];
    const minds = createMinds({
      voices: { modelFor: (task) => (done.push(task), routed(model)) },
      memory: createInProcessMemoryStore(),
      hasConsentOf: async () => done.push("consent") > 0,
      now: () => 0,
      newId: () => "id",
      report: (error) => reported.push(error),
    });
    const called = buildView({ personas: cast, people: ["Sam"], topic: "bread", lines: ["Ada: Hello.", "Sam: Tom?"] });
    expect((await minds.decideTurn(called, cast, testScope()))?.nextPersonaId).toBe("tom");
    expect(done).toEqual([]);
    expect((await minds.decideTurn(view, cast, testScope()))?.nextPersonaId).toBe("ines");
    expect(done).toEqual(["light", "consent"]);
  });
  test("L2 the script is not asked who speaks", async () => {
    const rehearsal = createRehearsalVoice(async () => {});
    const asked: string[] = [];
    const listening: LanguageModel = {
      route: rehearsal.route,
      stream: (request, scope) => (asked.push(scope.task), rehearsal.stream(request, scope)),
    };
    await mindsWith(listening).decideTurn(view, cast, testScope());
    expect(asked).toEqual([]);
  });
});

test("M6 speaking and deciding take at most 1.2 model calls per shown turn", async () => {
  const script = createRehearsalVoice(async () => {});
  const judge = sending(['{"speaker": "Tom"}']).model;
  const voices = { modelFor: (task: "speak" | "light") => routed(task === "light" ? judge : script) };
  const fields = ["bread", "boats", "law", "music"];
  const personas = ["Ada", "Tom", "Ines", "Kofi"].map((name, index) =>
    buildPersona({ name, background: { expertise: [fields[index]!] } }),
  );
  const circle = buildView({
    personas,
    people: ["Sam"],
    topic: "bread, boats, law and music",
    lines: ["Sam: What matters in life?"],
  });
  const { shownTurns, speakAndDecideCallsPerTurn, otherCallsPerTurn } = await measureCalls(
    voices,
    circle,
    personas,
    100,
  );
  expect(shownTurns).toBeGreaterThan(90);
  expect(speakAndDecideCallsPerTurn).toBeLessThanOrEqual(1.2);
  expect(otherCallsPerTurn).toBe(0);
});
