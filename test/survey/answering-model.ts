/** For tests: a model that answers survey questions as a function of what it is asked, in OpenAI's wire format. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { OPENAI_FORMAT } from "../model-servers/openai-format.ts";
import { startWireServer, type WireRequest, type WireServer } from "../model-servers/wire-server.adapter.ts";

const MODEL = "answerer-1";
const PRICES = { input: 1, output: 1, cached: 0.1 };

/** `prompt`: everything that was sent, as one text; `question`: its last block. */
export type Asked = { prompt: string; question: string; seed: number };
export type Answerer = (asked: Asked) => string;

export type AnsweringModel = {
  server: WireServer;
  /** What was asked, oldest first. */
  asked: Asked[];
  answer: Answerer;
  /** As a provider that costs money. */
  settings: Record<string, string>;
  route: string;
  close(): Promise<void>;
};

export async function startAnsweringModel(answer: Answerer): Promise<AnsweringModel> {
  const { pricesFile, removePrices } = await writePrices("openai", MODEL, {});
  const asked: Asked[] = [];
  const server = await startWireServer({
    ...OPENAI_FORMAT,
    answer(request, _text, withUsage) {
      const question = toAsked(request);
      asked.push(question);
      return OPENAI_FORMAT.answer(request, [model.answer(question)], withUsage);
    },
  });
  server.models = [MODEL];
  const model: AnsweringModel = {
    server,
    asked,
    answer,
    settings: { VOICE: "auto", OPENAI_API_KEY: "test", OPENAI_BASE_URL: `${server.url}/v1`, PRICES_FILE: pricesFile },
    route: `openai/${MODEL}`,
    async close() {
      await server.close();
      await removePrices();
    },
  };
  return model;
}

/** A price file with one model. @param price of it */
export async function writePrices(provider: string, model: string, price: object) {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-prices-"));
  const pricesFile = join(folder, "prices.yaml");
  const shipped = parse(await readFile(resolve(import.meta.dirname, "../../models.yaml"), "utf8")) as object;
  const prices = [{ from: "2026-01-01", source: "a test", bands: [PRICES], ...price }];
  const models = [{ provider, model, prices }];
  await writeFile(pricesFile, stringify({ ...shipped, defaults: { [provider]: model }, models }));
  return { pricesFile, removePrices: () => rm(folder, { recursive: true, force: true }) };
}

function toAsked({ body }: WireRequest): Asked {
  const messages = body["messages"] as { role: string; content: string }[] | undefined;
  const prompt = messages ? messages.map(({ content }) => content).join("\n\n") : String(body["prompt"]);
  return { prompt, question: prompt.slice(prompt.lastIndexOf("Question:")), seed: Number(body["seed"]) };
}

/** The letter of the option with that text, as it was shown. */
export function letterOf(question: string, text: string): string {
  return new RegExp(String.raw`\(([A-Z]+)\) ${RegExp.escape(text)}$`, "m").exec(question)?.[1] ?? "?";
}
