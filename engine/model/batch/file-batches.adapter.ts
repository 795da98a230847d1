/**
 * Batches by uploaded files, as introduced by OpenAI and adopted by Groq: a JSONL file of requests is uploaded, a
 * batch is created from it, and it yields one file of answers and one of errors.
 */
import { message } from "../../../schema/messages/message.ts";
import { toStreamingFile, type OpenAI } from "openai";
import type { OptionalParameter } from "../providers/negotiate-parameters.ts";
import { withoutParameters } from "../providers/negotiate-parameters.ts";
import { createOpenAiClient, type OpenAiEndpoint } from "../providers/openai-wire.adapter.ts";
import { quoteProvider } from "../providers/quote-provider.ts";
import { callProvider, streamFromProvider } from "./batch-call.adapter.ts";
import type { BatchItem, BatchLimits, BatchProgress, BatchProvider } from "./batch-provider.ts";
import { readLines } from "./read-lines.ts";
import { readOpenAiLine } from "./read-openai-line.ts";

const ENDPOINT = "/v1/chat/completions";
const PAGE = 100;

export type FileBatches = {
  /** Its display name. */
  label: string;
  route: BatchProvider["route"];
  limits: BatchLimits;
  /** The body of a live call, without the streaming options. */
  toBody(item: BatchItem): { stream: true; stream_options: unknown };
};

export function createFileBatches(
  { label, route, limits, toBody }: FileBatches,
  endpoint: OpenAiEndpoint,
): BatchProvider {
  const client = createOpenAiClient(endpoint);
  const refused = new Set<OptionalParameter>();
  const fileName = (mark: string) => `${mark}.jsonl`;

  function toLine(item: BatchItem): string {
    const { stream: _, stream_options: __, ...body } = toBody(item);
    const request = { custom_id: item.customId, method: "POST", url: ENDPOINT, body: withoutParameters(body, refused) };
    return `${JSON.stringify(request)}\n`;
  }
  async function* toLines(items: BatchItem[]): AsyncGenerator<string> {
    for (const item of items) yield toLine(item);
  }

  return {
    route,
    live: false,
    limits,
    measure: (item) => Buffer.byteLength(toLine(item)),
    submit: (mark, items, signal) =>
      callProvider(label, signal, async () => {
        const file = await client.files.create(
          { file: toStreamingFile(toLines(items), fileName(mark), { type: "application/jsonl" }), purpose: "batch" },
          { signal },
        );
        const batch = await client.batches.create(
          { input_file_id: file.id, endpoint: ENDPOINT, completion_window: "24h", metadata: { mark } },
          { signal },
        );
        return batch.id;
      }),
    find: ({ mark }, signal) =>
      callProvider(label, signal, async () => {
        const ids: string[] = [];
        // Reads all of them: no order is documented.
        for await (const batch of client.batches.list({ limit: PAGE }, { signal }))
          if (batch.metadata?.["mark"] === mark) ids.push(batch.id);
        return { ids, undecided: false };
      }),
    clearAway: (mark, signal) =>
      callProvider(label, signal, async () => {
        for await (const file of client.files.list({ purpose: "batch" }, { signal }))
          if (file.filename === fileName(mark)) await client.files.delete(file.id, { signal });
      }),
    poll: (id, signal) =>
      callProvider(label, signal, async () => readProgress(label, await client.batches.retrieve(id, { signal }))),
    readResults: (id, _waiting, signal) =>
      streamFromProvider(label, signal, async function* () {
        const { output_file_id: answers, error_file_id: errors } = await client.batches.retrieve(id, { signal });
        for (const fileId of [answers, errors]) {
          if (!fileId) continue;
          const { body } = await client.files.content(fileId, { signal });
          for await (const line of readLines(body!)) yield readOpenAiLine(line, refused);
        }
      }),
    cancel: (id, signal) => callProvider(label, signal, async () => void (await client.batches.cancel(id, { signal }))),
  };
}

function readProgress(label: string, batch: OpenAI.Batch): BatchProgress {
  switch (batch.status) {
    case "completed":
      return { phase: "ended", leftOver: "lost", problem: null };
    case "expired":
      return { phase: "ended", leftOver: "expired", problem: null };
    case "cancelled":
      return { phase: "ended", leftOver: "cancelled", problem: null };
    case "failed":
      return readRefusal(label, batch.errors?.data ?? []);
    default:
      return { phase: "running" };
  }
}

/** The account's limit of queued tokens is reached: a temporary condition. */
const NO_ROOM = "token_limit_exceeded";

function readRefusal(label: string, errors: OpenAI.BatchError[]): BatchProgress {
  const words = quoteProvider(errors.map(({ line, message }) => `${line ? `line ${line}: ` : ""}${message}`).join(" "));
  const isPostponed = errors.some(({ code }) => code === NO_ROOM);
  return {
    phase: "ended",
    leftOver: isPostponed ? "postponed" : "refused",
    problem: message(isPostponed ? "batch-no-room" : "batch-refused", {
      provider: label,
      quote: words && `: ${words}`,
    }),
  };
}
