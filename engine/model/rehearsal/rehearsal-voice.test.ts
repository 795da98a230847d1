import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteSpeech } from "../../prompts/quote-speech.ts";
import type { ChatRequest } from "../language-model.ts";
import { rehearsalAnswer } from "./rehearsal-answer.ts";
import { createRehearsalVoice } from "./rehearsal-voice.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";

const voice = createRehearsalVoice(async () => undefined);
const ask = (content: string): ChatRequest => ({
  messages: [
    { role: "system", content: "You speak English." },
    { role: "user", content },
  ],
  maxTokens: 200,
});
const say = async (content: string, personaId = "mira") =>
  (await collect(voice.stream(ask(content), testScope({ personaId })))).text;

test("L2 the same persona in the same talk says the same, another persona or talk something else", async () => {
  const line = "Should the new stage be built of wood or stone?";
  expect(await say(line)).toBe(await say(line));
  const others = await Promise.all([say(line, "otto"), say(line, "ada"), say(`${line} Or glass?`)]);
  expect(new Set([await say(line), ...others]).size).toBe(4);
});

test("L2 rehearsal takes up words that were said, never words of its instructions", async () => {
  const spoken = quoteSpeech("Otto", "Marble endures.");
  const topic = `Topic: ${quoteSpeech("the circle", "The stage")}`;
  expect(await say(`${spoken}\n${topic}\nSpeak English. It is Mira's turn.`)).toMatch(
    /“(marble endures|endures|stage)”/,
  );
});

test("L2 rehearsal is free, local and named so", async () => {
  const { finish } = await collect(voice.stream(ask("Good evening"), testScope()));
  expect(voice.route).toEqual({ provider: "rehearsal", model: "script", local: true });
  expect(finish!.usage).toMatchObject({ exact: true });
});

test("L2 a hundred turns hardly repeat themselves", async () => {
  const said: string[] = [];
  for (let turn = 0; turn < 100; turn += 1) {
    const recent = ["Shall we begin with the marble stage?", ...said.slice(-10)].map((line) =>
      quoteSpeech("Otto", line),
    );
    said.push(await say(recent.join("\n"), `persona-${turn % 3}`));
  }
  expect(new Set(said).size).toBeGreaterThan(95);
});

test("W13 rehearsal speaks German where the circle does", async () => {
  const request = {
    ...ask("Was meint ihr?"),
    messages: [
      { role: "system" as const, content: "Speak German." },
      { role: "user" as const, content: "Was meint ihr zum Theater?" },
    ],
  };
  expect((await collect(voice.stream(request, testScope()))).text).toMatch(/ (ich|nicht|und|ist|das|die|es|wir) /i);
});

test("C4 an abort stops within one word and keeps the text so far", async () => {
  const stop = new AbortController();
  const { deltas, error } = await collect(
    voice.stream(ask("Tell us about the theatre"), testScope({ signal: stop.signal })),
    (count) => count === 3 && stop.abort(),
  );
  expect(deltas).toHaveLength(3);
  expect(error).toMatchObject({ code: "aborted", usage: { exact: true } });
});

test("L1 a token cap cuts the line and says so", async () => {
  const { deltas, finish } = await collect(voice.stream({ ...ask("And then?"), maxTokens: 2 }, testScope()));
  expect(deltas).toHaveLength(2);
  expect(finish!.reason).toBe("length");
});

test("M6 a schema is answered with a value that fits it, the same each time", () => {
  const schema = {
    type: "object",
    properties: {
      nextPersonaId: { enum: ["a", "b"] },
      priorityScore: { type: "number", minimum: 0, maximum: 1 },
      round: { type: "integer", minimum: 2, maximum: 4 },
      list: { type: "array", items: { type: "boolean" }, minItems: 2 },
    },
  };
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const answer = rehearsalAnswer(schema, seed) as {
        nextPersonaId: string;
        priorityScore: number;
        round: number;
        list: boolean[];
      };
      expect(["a", "b"]).toContain(answer.nextPersonaId);
      expect(answer.priorityScore).toBeGreaterThanOrEqual(0);
      expect(answer.priorityScore).toBeLessThanOrEqual(1);
      expect([2, 3, 4]).toContain(answer.round);
      expect(answer.list).toHaveLength(2);
      expect(rehearsalAnswer(schema, seed)).toEqual(answer);
    }),
  );
});
