/** A world whose voice costs money: a local server in OpenAI's wire format, with prices of its own. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { OPENAI_FORMAT } from "../../engine/model/test-servers/openai-format.ts";
import {
  startWireServer,
  type WireFormat,
  type WireRequest,
} from "../../engine/model/test-servers/wire-server.adapter.ts";
import { startWorld, type World } from "./start-world.ts";

export type PaidWorld = World & {
  /** `#/admin?token=…`: makes its user the admin, once. */
  adminLink: string;
};

const MODEL = "stage-1";
/** Dollars per million tokens. A prompt costs far more than a reply, so that what is reserved is nearly what is paid. */
const PRICES = { input: 1, output: 1, cached: 0.1 };
const LETTERS_PER_TOKEN = 4;
const LINES = [
  "The olive tree keeps the wind out of that corner.",
  "I would rather count the lanterns before anybody buys another.",
  "Somebody has to sweep those steps after the rain.",
  "My grandmother painted her door blue every spring.",
  "Ask the harbour master; ropes are cheaper in autumn.",
  "Two chairs make a room, three make a quarrel.",
  "On Thursdays the whole market smells of oranges.",
  "Shade matters more to me than any view.",
  "We could turn the stage a little towards the sea.",
  "Nobody remembers who planted these cypresses.",
  "Children will climb on it, whatever we decide.",
  "Stone lasts, but nobody sits on it in January.",
];

/** Says another line each time, and counts the tokens of what it was sent. */
function createTalkingFormat(): WireFormat {
  let said = 0;
  return {
    ...OPENAI_FORMAT,
    answer(request) {
      const line = LINES[said % LINES.length]!;
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

export async function startPaidWorld(): Promise<PaidWorld> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-prices-"));
  const pricesFile = join(folder, "prices.yaml");
  const shipped = parse(await readFile(resolve(import.meta.dirname, "../../models.yaml"), "utf8")) as object;
  const priced = {
    provider: "openai",
    model: MODEL,
    prices: [{ from: "2026-01-01", source: "a journey", bands: [PRICES] }],
  };
  await writeFile(pricesFile, stringify({ ...shipped, defaults: { openai: MODEL }, models: [priced] }));
  const provider = await startWireServer(createTalkingFormat());
  provider.models = [MODEL];
  const world = await startWorld({
    VOICE: "auto",
    OPENAI_API_KEY: "test",
    OPENAI_BASE_URL: `${provider.url}/v1`,
    PRICES_FILE: pricesFile,
  });
  const { close } = world;
  const [adminLink = ""] = /#\/admin\?token=\S+/.exec(world.printed()) ?? [];
  return Object.assign(world, {
    adminLink,
    close: async () => {
      await close();
      await provider.close();
      await rm(folder, { recursive: true, force: true });
    },
  });
}
