/**
 * The share of a talk's prompts that comes from each provider's cache: thirty turns of three personas of the plaza that
 * have talked before, with servers that follow the providers' documented rules. Tokens are estimated alike on both sides.
 */
import { verbatim } from "../../schema/messages/message.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { createInProcessMemoryStore } from "../../engine/memory/in-process-memory-store.ts";
import { witnessTurn } from "../../engine/memory/witness-turn.ts";
import { measureCalls } from "../../test/minds/measure-calls.ts";
import { routed } from "../../test/models/routed.ts";
import { buildView } from "../../test/minds/test-circle.ts";
import { createAnthropicModel } from "../../engine/model/providers/anthropic.adapter.ts";
import { createCompatibleModel } from "../../engine/model/providers/compatible.adapter.ts";
import { createGeminiModel } from "../../engine/model/providers/gemini.adapter.ts";
import { createGroqModel } from "../../engine/model/providers/groq.adapter.ts";
import type { LanguageModel, ModelAdapter, Route } from "../../engine/model/language-model.ts";
import { createModelFetch } from "../../engine/model/wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "../../engine/model/providers/openai.adapter.ts";
import { cachedTokenShareByProvider } from "../../engine/model/prompt-cache/cached-token-share.ts";
import { createRehearsalVoice } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import { startWireServer, type WireFormat } from "../../test/model-servers/wire-server.adapter.ts";
import { withLedger, type CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { readModelsFile } from "../../server/models/read-models-file.adapter.ts";
import { rounded } from "../world/rounded.ts";
import { createMarkedCache } from "./providers/marked-cache.ts";
import { createPrefixCache } from "./providers/prefix-cache.ts";
import { anthropicProvider, geminiProvider, openAiProvider } from "./providers/wire-formats.ts";
import { TALK_LINES } from "./talk-lines.ts";
import { readPlazaCast } from "./talk-requests.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const TURNS = 30;
const PERSONAS = 3;
const EARLIER_LINES = 8;
/** The time between turns of a lively circle. */
const TURN_MS = 12_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

type Endpoint = { baseUrl: string; apiKey: string; fetch: typeof globalThis.fetch };
type Provider = { format: WireFormat; open(url: string, endpoint: Omit<Endpoint, "baseUrl">): ModelAdapter };

/** The rules of the documentation cited in models.yaml and each adapter, for one model of each provider. */
const providers = (now: () => number): Record<string, Provider> => ({
  // Every end to be found again must be marked again; four are written; kept for at least 30 minutes.
  openai: {
    format: openAiProvider(
      createMarkedCache(
        { minimumTokens: 1024, mostWrites: 4, mostMarks: 80, lookBack: 1, keptMs: keptFor(30 * MINUTE_MS) },
        now,
      ),
      (body) => body["prompt_cache_key"],
    ),
    open: (url, endpoint) => createOpenAiModel("gpt-6.1-terra", { ...endpoint, baseUrl: `${url}/v1` }, true),
  },
  anthropic: {
    format: anthropicProvider(
      createMarkedCache(
        {
          minimumTokens: 1024,
          mostWrites: 4,
          mostMarks: 4,
          lookBack: 20,
          keptMs: { "5m": 5 * MINUTE_MS, "1h": HOUR_MS, explicit: 0 },
        },
        now,
      ),
    ),
    open: (url, endpoint) => createAnthropicModel("claude-sonnet-4-6", { ...endpoint, baseUrl: url }, 1024),
  },
  // The lifetime and block size of its implicit cache are not documented.
  gemini: {
    format: geminiProvider(createPrefixCache({ minimumTokens: 1024, blockTokens: 1, keptMs: 5 * MINUTE_MS }, now)),
    open: (url, endpoint) => createGeminiModel("gemini-2.5-flash", { ...endpoint, baseUrl: url }),
  },
  groq: {
    format: openAiProvider(
      createPrefixCache({ minimumTokens: 1024, blockTokens: 128, keptMs: 2 * HOUR_MS }, now),
      () => "",
    ),
    open: (url, endpoint) => createGroqModel("openai/gpt-oss-120b", { ...endpoint, baseUrl: `${url}/v1` }),
  },
  vllm: {
    format: openAiProvider(
      createPrefixCache({ minimumTokens: 16, blockTokens: 16, keptMs: Infinity }, now),
      (body) => body["cache_salt"],
    ),
    open: (url, endpoint) =>
      createCompatibleModel(
        { provider: "vllm", model: "big-70b", local: true, label: "vLLM" },
        { ...endpoint, baseUrl: `${url}/v1` },
      ),
  },
});

const keptFor = (ms: number) => ({ "5m": ms, "1h": ms, explicit: ms });

export async function measureCachedShare(): Promise<Record<string, number>> {
  const records: CallRecord[] = [];
  let now = Date.UTC(2026, 10, 20, 10);
  for (const provider of Object.values(providers(() => now))) await holdTalk(provider, records, () => (now += TURN_MS));
  const rows = records.map(({ route, usage }) => ({ provider: route.provider, ...usage }));
  const shares = Object.entries(cachedTokenShareByProvider(rows));
  return Object.fromEntries(shares.map(([provider, share]) => [provider, rounded(share, 3)]));
}

async function holdTalk({ format, open }: Provider, records: CallRecord[], passTurn: () => void): Promise<void> {
  const server = await startWireServer(format);
  const connection = createModelFetch();
  const script = createRehearsalVoice(async () => undefined);
  const adapter = open(server.url, { apiKey: "none", fetch: connection.fetch });
  const recorded = withLedger(adapter, verbatim("bench"), {
    prices: readModelsFile(),
    now: () => new Date(),
    newId: () => "",
    recordCall: (record) => records.push(record),
  });
  let said = 0;
  const voice: LanguageModel = {
    route: recorded.route,
    async *stream(request, scope) {
      passTurn();
      server.text = TALK_LINES[said++ % TALK_LINES.length]!.split(/(?<= )/);
      yield* recorded.stream(request, scope);
    },
  };
  const personas = readPlazaCast().slice(0, PERSONAS);
  const view = buildView({ personas, people: ["Sam"], topic: "Should the market square be a garden?", lines: OPENING });
  const voices = {
    modelFor: (task: "speak" | "light") => routed(task === "light" ? script : voice),
    // As they would be probed: the script is light, and the others follow the whole prompt.
    skillOf: ({ provider }: Route): Skill => (provider === script.route.provider ? "tiny" : "large"),
    costNano: () => 0,
  };
  await measureCalls(voices, view, personas, TURNS, await rememberEarlierTalk());
  await connection.close();
  await server.close();
}

const OPENING = ["Sam: Should the market square be a garden? I would like to hear all of you."];

/** Memories from an earlier day, so that prompts contain some as in a running world. */
async function rememberEarlierTalk() {
  const memory = createInProcessMemoryStore();
  const personas = readPlazaCast().slice(0, PERSONAS);
  const lines = Array.from(
    { length: EARLIER_LINES },
    (_, index) => `Sam: The square was full on market day number ${index}, and nobody found any shade to sit in.`,
  );
  const view = { ...buildView({ personas, people: ["Sam"], topic: "the market", lines }), circleId: "another day" };
  let ids = 0;
  const everybody = personas.map(({ id }) => id);
  for (const turn of view.utterances)
    await memory.add(
      witnessTurn(view, turn, everybody, () => `memory ${(ids += 1)}`).map((one) => ({
        ...one,
        turnId: `earlier ${one.turnId}`,
      })),
      testScope(),
    );
  return memory;
}
