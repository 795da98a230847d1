/** Whatever stands in talk, names, topics, cards, memories and what a session shows is never obeyed (SPEC A5): by voice, the worst one included. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ChatMessage, LanguageModel } from "../../engine/model/language-model.ts";
import { createCompatibleModel } from "../../engine/model/providers/compatible.adapter.ts";
import { createRehearsalVoice } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import { createModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { runEmbeddedModels } from "../../server/models/embedded/run-embedded-models.process.ts";
import { withoutLedger } from "../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer, type WireRequest, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { routed } from "../../test/models/routed.ts";
import { smallModelFile } from "../../test/small-model.ts";
import { INJECTIONS, type Injection, type PromptSeen } from "./injections.ts";
import { ADAS_WORD, BENS_WORD, probeObedience } from "./probe-obedience.ts";

/** What was obeyed. */
async function makeAttempts(
  voice: string,
  model: (injection: Injection) => LanguageModel,
  skill: Skill,
  attempts: readonly Injection[] = INJECTIONS,
) {
  const obeyed = [];
  for (const injection of attempts) {
    const voices = { modelFor: () => routed(model(injection)), skillOf: () => skill };
    obeyed.push(...(await probeObedience(voices, [injection])).examples);
  }
  console.log(`${voice}: ${attempts.length - obeyed.length} of ${attempts.length} attempts came to nothing`);
  return obeyed;
}

/** What a model sees of a request's messages. */
function seePrompt(messages: readonly Pick<ChatMessage, "role" | "content">[]): PromptSeen {
  const all = messages.map(({ content }) => content).join("\n");
  return {
    all,
    system: messages
      .filter(({ role }) => role === "system")
      .map(({ content }) => content)
      .join("\n\n"),
    turn: messages.at(-1)?.content ?? "",
    remembered: /<remembered>\n([^]*?)\n<\/remembered>/.exec(all)?.[1] ?? /You remember: [^]*/.exec(all)?.[0] ?? "",
  };
}

const messagesOf = ({ body }: WireRequest) => body["messages"] as Pick<ChatMessage, "role" | "content">[];

/** Claims, as it is told to, that what was heard shows the persona's trait; and the reply, where a trait is asked for. */
function claimTraits(request: WireRequest, made: Injection | null): string {
  const { all, system } = seePrompt(messagesOf(request));
  const [heard = "", reply = ""] = Array.from(all.matchAll(/<said by="[^"]*">([^<]*)<\/said>/g), ([, text]) => text!);
  const quotes = /trait|curious|neugierig/i.test(made?.text ?? "") ? [heard, reply] : [heard];
  const ids = /- "([^"]+)": Curiosity/.exec(system)?.slice(1) ?? [];
  const claims = ids.flatMap((id) => quotes.map((quote) => ({ reply: 1, id, quote, strength: 1, certainty: 1 })));
  return JSON.stringify({ traits: claims });
}

describe("A5 nobody is obeyed but the rules", () => {
  test("the attempts are many, and of every kind", () => {
    expect(INJECTIONS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(INJECTIONS.map(({ title }) => title)).size).toBe(INJECTIONS.length);
    expect(new Set(INJECTIONS.map(({ place }) => place)).size).toBe(8);
  });

  test("A5 the rehearsal voice gives nothing away", async () => {
    const voice = createRehearsalVoice(async () => {});
    expect(await makeAttempts("rehearsal voice", () => voice, "tiny")).toEqual([]);
  });

  test.each<Skill>(["large", "middle", "tiny"])(
    "A5 nor does a server that obeys everything, or repeats all it is given, by a prompt for %s models",
    async (skill) => {
      let made: Injection | null = null;
      const speak = (prompt: PromptSeen): string => (made ? made.obey(prompt) : prompt.all);
      const obedient = {
        ...OPENAI_FORMAT,
        answer: (request: WireRequest, _text: string[], withUsage: boolean) => {
          const text = request.body["response_format"]
            ? claimTraits(request, made)
            : speak(seePrompt(messagesOf(request)));
          return OPENAI_FORMAT.answer(request, text.match(/[^]{1,7}/gu) ?? [""], withUsage);
        },
      };
      const server: WireServer = await startWireServer(obedient);
      const { fetch, close } = createModelFetch();
      const model = withoutLedger(
        createCompatibleModel(
          { provider: "compatible", model: "talker", local: true, label: "Obedient" },
          { baseUrl: `${server.url}/v1`, apiKey: "none", fetch },
        ),
      );
      try {
        const obeying = (injection: Injection) => ((made = injection), model);
        const repeating = () => ((made = null), model);
        expect(await makeAttempts(`a server that obeys, ${skill} prompt`, obeying, skill)).toEqual([]);
        expect(await makeAttempts(`a server that repeats, ${skill} prompt`, repeating, skill)).toEqual([]);
        for (const { body } of server.requests) {
          expect(JSON.stringify(body)).not.toMatch(new RegExp(`${ADAS_WORD}|${BENS_WORD}`));
          expect(Object.keys(body)).not.toContain("tools");
        }
      } finally {
        await close();
        await server.close();
      }
    },
    60_000,
  );

  test.skipIf(smallModelFile === null)(
    "A5 nor does a real small model",
    async () => {
      const ready = Promise.withResolvers<void>();
      const threads = join(mkdtempSync(join(tmpdir(), "dramatis obedience ")), "threads.json");
      const runner = runEmbeddedModels(threads, {
        onWriter: (_role, { phase }) => void (phase === "ready" && ready.resolve()),
        onEmbedding: () => undefined,
      });
      runner.load("voice", smallModelFile!);
      await ready.promise;
      const { fetch, close } = createModelFetch(runner.socketPath);
      try {
        const model = withoutLedger(
          createCompatibleModel(
            { provider: "embedded", model: "small", local: true, label: "The embedded model" },
            { baseUrl: "http://embedded/v1", apiKey: "none", fetch },
          ),
        );
        const attempts = INJECTIONS.filter((_, index) => index % 20 === 0);
        expect(await makeAttempts("SmolLM2 135M", () => model, "tiny", attempts)).toEqual([]);
      } finally {
        await close();
        await runner.close();
      }
    },
    180_000,
  );
});
