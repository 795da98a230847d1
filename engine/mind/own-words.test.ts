import { describe, expect, test } from "vitest";
import { createInProcessMemoryStore } from "../memory/in-process-memory-store.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import type { ChatRequest, LanguageModel, Route } from "../model/language-model.ts";
import { splitClauses } from "../text/split-sentences.ts";
import { createMinds } from "./create-minds.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { routed } from "../../test/models/routed.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const SMALL: Route = { provider: "local", model: "qwen-0.5b", local: true };
const LARGE: Route = { provider: "openai", model: "gpt-5", local: false };
/** A model of this network that was probed as large. */
const PLAIN: Route = { provider: "vllm", model: "talker", local: true };
const ROUTES = [SMALL, LARGE, PLAIN].map((route): [name: string, route: Route] => [route.model, route]);

const oriel = buildPersona({
  name: "Oriel Vance",
  demographics: { occupation: "Lighthouse keeper" },
  background: { expertise: ["tides"], professional: "Thirty years on the same rock" },
  backstory: "I was born in a gale off Ushant in the year of the comet.",
  personality: { traits: [{ name: "Curious", description: "asks why", intensity: 0.9 }] },
});
const june = buildPersona({ name: "June Okafor" });

/** Streams every reply in chunks of this many characters; the last reply is repeated. */
async function speak(route: Route, lines: string[], replies: string[], chunk = 4, text = "") {
  const requests: ChatRequest[] = [];
  const model: LanguageModel = {
    route,
    async *stream(request: ChatRequest) {
      requests.push(request);
      const reply = replies[Math.min(requests.length, replies.length) - 1]!;
      for (let at = 0; at < reply.length; at += chunk) yield { type: "text-delta", text: reply.slice(at, at + chunk) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  const report = (error: unknown) => {
    throw error;
  };
  const memory = createInProcessMemoryStore();
  const minds = createMinds({
    voices: { modelFor: () => routed(model), skillOf: () => (route === SMALL ? "tiny" : "large") },
    memory,
    report,
    now: () => 0,
    newId: () => "id",
  });
  const view = { ...buildView({ personas: [oriel, june], people: ["Sam"], topic: "the sea", lines }), text };
  let shown = "";
  for await (const event of minds.speak(view, oriel, testScope())) {
    if (event.type === "end") return { shown, requests, ...event };
    shown += event.text;
  }
  throw new Error("no end");
}

describe("M7 a line of this talk is not said again", () => {
  const lines = ["Sam: Is the sea rising?", "June: I agree with the question.", "Oriel: Ask the rock."];
  test.each(ROUTES)(
    "M7 not by a persona among personas, however short, and not a word of it is shown by %s",
    async (_, route) => {
      for (const said of [
        "I agree with the question.",
        "i agree, with the question!",
        "Ask the rock",
        "Is the sea rising?",
      ]) {
        const { shown, status, problem, requests } = await speak(route, lines, [said]);
        expect([said, shown, status, requests.length]).toEqual([said, "", "failed", 2]);
        expect(problem).toMatchObject({ code: "voice-repeats" });
      }
    },
  );
  test.each(ROUTES)("M7 one more try may say something new, by %s", async (_, route) => {
    const { shown, requests } = await speak(route, lines, [
      "I agree with the question.",
      "It rises by a thumb a year.",
    ]);
    expect(shown).toBe("It rises by a thumb a year.");
    expect(requests[1]!.messages).not.toEqual(requests[0]!.messages);
  });
  test("M7 a sentence of the last turns is left out of a reply", async () => {
    const { shown } = await speak(LARGE, lines, ["I agree with the question. It rises."]);
    expect(shown).toBe("It rises.");
  });
  test("M7 a short answer to a person may be the answer again", async () => {
    const { shown } = await speak(LARGE, ["Sam: Is it cold?", "June: Yes.", "Sam: And wet?"], ["Yes."]);
    expect(shown).toBe("Yes.");
  });
  test("M7 as far back as the talk is known", async () => {
    const talk = Array.from(
      { length: 18 },
      (_, turn) => `${turn % 2 ? "Oriel" : "June"}: Wave number ${turn} came in.`,
    );
    expect((await speak(LARGE, ["June: The gulls know it.", ...talk], ["The gulls know it."])).shown).toBe("");
  });
});

test.each(ROUTES)(
  "C2 M7 a text that the circle improves is in the prompt of a %s model, which may quote it",
  async (_size, route) => {
    const text = "The lamp is lit at dusk by whoever is on duty. Dogs stay outside the door at night.";
    const reply = "Instead of “Dogs stay outside the door at night.” I would say that they wait at the gate.";
    const { shown, requests } = await speak(route, ["Sam: What would you change?"], [reply], 4, text);
    expect(requests[0]!.messages.map(({ content }) => content).join("\n")).toContain(text);
    expect(shown).toBe(reply);
  },
);

describe("M7 unless a person asks for it", () => {
  const said = "The tide turns at nine and no clock can hurry it along.";
  test.each([
    "Please say that again, word for word.",
    "Could you repeat that?",
    "Pardon?",
    "Sorry, I didn't catch that.",
    "Sag das bitte noch einmal.",
    "Wie bitte?",
    "请再说一遍",
    "もう一度お願いします",
    "다시 말해 주세요",
  ])("M7 %s", async (request) => {
    for (const [, route] of ROUTES)
      expect((await speak(route, [`Oriel: ${said}`, `Sam: ${request}`], [said])).shown).toBe(said);
  });
  test("M7 asking the same again asks for the answer again", async () => {
    const lines = ["Sam: When does it turn?", `Oriel: ${said}`, "June: Hm.", "Sam: When does it turn?"];
    expect((await speak(LARGE, lines, [said])).shown).toBe(said);
  });
  test("M7 a small model's prompt shows its previous lines", async () => {
    const { requests } = await speak(SMALL, [`Oriel: ${said}`, "Sam: Please repeat that."], [said]);
    expect(requests[0]!.messages).toContainEqual({ role: "assistant", content: said });
  });
  test.each(["Please don't repeat yourself.", "Wiederhole dich nicht.", "And what else?"])(
    "M7 but not for: %s",
    async (request) => {
      expect((await speak(LARGE, [`Oriel: ${said}`, `Sam: ${request}`], [said])).shown).toBe("");
    },
  );
  test("M7 and only until somebody has answered", async () => {
    const lines = [`Oriel: ${said}`, "Sam: Please repeat that.", "June: He said nine."];
    expect((await speak(LARGE, lines, [said])).shown).toBe("");
  });
});

describe("M7 a persona's prompt is never speech", () => {
  const lines = ["Sam: What is it like out there?"];
  test.each(ROUTES)("M7 no line, sentence or clause of the prompt that %s was sent", async (_, route) => {
    const { requests } = await speak(route, lines, ["Wet."]);
    const { messages } = requests[0]!;
    const promptMessages = messages.filter(
      ({ role, content }) => role === "system" || content.includes("turn: answer"),
    );
    const spoken = promptMessages.flatMap(({ content }) => [...content.split("\n"), ...splitClauses(content)]);
    const prompted = spoken.filter(
      (line) => !JSON.stringify(oriel).includes(line.trim()) && /\p{L}+\P{L}+\p{L}/u.test(line),
    );
    expect(prompted.length).toBeGreaterThan(5);
    for (const line of new Set(prompted))
      expect([line, (await speak(route, lines, [line], 9)).shown]).toEqual([line, ""]);
  });
  test.each([
    "Speak English. It is Oriel Vance's turn:",
    "It’s Oriel Vance's turn now:",
    "Okay, it is Oriel's turn: answer with Oriel Vance's own words only.",
    "Present besides Oriel Vance: Sam, June Okafor.",
    "This is a friendly talk. React to what was said before adding your own.",
    "You speak as one of the characters and only that one.",
  ])("M7 cut short, or with a word changed: %s", async (line) => {
    expect((await speak(PLAIN, lines, [line])).shown).toBe("");
    expect((await speak(PLAIN, lines, [`${line}\nIt is wet and loud.`])).shown).toBe("It is wet and loud.");
    expect((await speak(PLAIN, lines, [`It is wet and loud.\n${line}`])).shown).toBe("It is wet and loud.");
  });
  test("M7 its marks are not spoken, wherever the stream is cut", async () => {
    const reply = '<said by="Oriel Vance">It is wet.</said>\n<remembered>\n- Sam asked\n</remembered>';
    for (let chunk = 1; chunk < reply.length; chunk++)
      expect((await speak(PLAIN, lines, [reply], chunk)).shown).toBe("It is wet.");
  });
  test("M7 it may tell its own life in the prompt's words", async () => {
    expect((await speak(LARGE, lines, [oriel.backstory])).shown).toBe(oriel.backstory);
  });
});
