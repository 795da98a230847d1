/** For tests: Anthropic's batch API, with a model that answers survey questions as a function of what it is asked. */
import { ANTHROPIC_BATCHES } from "../model-servers/anthropic-batches.ts";
import { startBatchServer, type BatchServer, type ServedRequest } from "../model-servers/batch-server.adapter.ts";
import { writePrices } from "./answering-model.ts";

const MODEL = "batcher-1";

type Answerer = (question: string) => string;

export type AnsweringBatches = {
  server: BatchServer;
  answer: Answerer;
  /** As a provider that costs money, and half of it in batches. */
  settings: Record<string, string>;
  route: string;
  /** Every question that was asked, by all batches. */
  questions: string[];
  close(): Promise<void>;
};

export async function startAnsweringBatches(answer: Answerer): Promise<AnsweringBatches> {
  const { pricesFile, removePrices } = await writePrices("anthropic", MODEL, { batch: 0.5 });
  const server = await startBatchServer({
    ...ANTHROPIC_BATCHES,
    reply: async (exchange, ...rest) =>
      exchange.path.endsWith("/models")
        ? {
            json: {
              data: [{ id: MODEL, type: "model", display_name: MODEL, created_at: "2026-01-01" }],
              has_more: false,
            },
          }
        : ANTHROPIC_BATCHES.reply(exchange, ...rest),
  });
  const { addBatch } = server;
  server.addBatch = (mark, requests) => {
    requests.forEach(respond);
    return addBatch(mark, requests);
  };
  /** The text of a request is what is answered; at first it echoes the question. */
  function respond(request: ServedRequest): void {
    const question = request.text.slice(request.text.lastIndexOf("Question:"));
    batches.questions.push(question);
    request.text = batches.answer(question);
  }
  const batches: AnsweringBatches = {
    server,
    answer,
    settings: {
      VOICE: "auto",
      ANTHROPIC_API_KEY: "test",
      ANTHROPIC_BASE_URL: server.url,
      PRICES_FILE: pricesFile,
    },
    route: `anthropic/${MODEL}`,
    questions: [],
    async close() {
      await server.close();
      await removePrices();
    },
  };
  return batches;
}
