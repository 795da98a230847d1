/** A provider whose answers cost money: a local server in OpenAI's wire format, with its own prices. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { OPENAI_FORMAT } from "./openai-format.ts";
import { startWireServer, type WireFormat, type WireRequest } from "./wire-server.adapter.ts";

const MODEL = "stage-1";
/** Dollars per million tokens. A prompt costs far more than a reply, so that what is reserved is nearly what is paid. */
const PRICES = { input: 1, output: 1, cached: 0.1 };
const LETTERS_PER_TOKEN = 4;
/** Cycled at lengths without a common divisor, so that no two lines of a talk share more than one of them. */
const BEGINNINGS = ["I would rather", "Nobody wants to", "My uncle used to", "We ought to", "Children love to"];
const DEEDS = ["paint", "carry", "sell", "mend", "count", "borrow", "bury"];
const THINGS = [
  "the harbour ropes",
  "an orange crate",
  "those cypress cones",
  "the drummer's lantern",
  "a blue door",
  "every loose stone",
  "the baker's awning",
  "grandmother's chair",
];
const TIMES = [
  "after rain",
  "on Thursdays",
  "in January",
  "before the play",
  "at dusk",
  "for a song",
  "by hand",
  "alone",
  "twice",
];

function composeLine(index: number): string {
  const pick = (words: string[]) => words[index % words.length]!;
  return `${pick(BEGINNINGS)} ${pick(DEEDS)} ${pick(THINGS)} ${pick(TIMES)}.`;
}

/** Answers another line each time, and counts the tokens of the request. */
function createTalkingFormat(): WireFormat {
  let said = 0;
  return {
    ...OPENAI_FORMAT,
    answer(request) {
      const line = composeLine(said);
      said += 1;
      const frames = OPENAI_FORMAT.answer(request, line.split(/(?<= )/), false);
      return frames && [...frames.slice(0, -1), countTokens(request, line), frames.at(-1)!];
    },
  };
}

function countTokens({ body }: WireRequest, line: string): string {
  const prompt = Math.ceil(JSON.stringify(body["messages"] ?? "").length / LETTERS_PER_TOKEN);
  const completion = Math.ceil(line.length / LETTERS_PER_TOKEN);
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.floor(prompt / 2) },
  };
  const head = { id: "answer-1", object: "chat.completion.chunk", created: 1, model: MODEL };
  return `data: ${JSON.stringify({ ...head, choices: [], usage })}\n\n`;
}

export type PaidProvider = {
  /** Environment variables of a server that uses it. */
  settings: Record<string, string>;
  close(): Promise<void>;
};

export async function startPaidProvider(format = createTalkingFormat()): Promise<PaidProvider> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-prices-"));
  const pricesFile = join(folder, "prices.yaml");
  const shipped = parse(await readFile(resolve(import.meta.dirname, "../../models.yaml"), "utf8")) as object;
  const priced = {
    provider: "openai",
    model: MODEL,
    prices: [{ from: "2026-01-01", source: "a test", bands: [PRICES] }],
  };
  await writeFile(pricesFile, stringify({ ...shipped, defaults: { openai: MODEL }, models: [priced] }));
  const provider = await startWireServer(format);
  provider.models = [MODEL];
  return {
    settings: {
      VOICE: "auto",
      OPENAI_API_KEY: "test",
      OPENAI_BASE_URL: `${provider.url}/v1`,
      PRICES_FILE: pricesFile,
    },
    async close() {
      await provider.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
