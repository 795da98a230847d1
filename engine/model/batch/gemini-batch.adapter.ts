/** Gemini's batches: a JSONL file of requests is uploaded, a file of answers is returned. */
import { message } from "../../../schema/messages/message.ts";
import { GoogleGenAI, JobState, type BatchJob } from "@google/genai";
import { checkedFetch, type GeminiEndpoint } from "../providers/gemini-client.adapter.ts";
import { toGeminiConfig } from "../providers/gemini.adapter.ts";
import { toConversation } from "../providers/to-conversation.ts";
import { callProvider, streamFromProvider } from "./batch-call.adapter.ts";
import type { BatchItem, BatchProgress, BatchProvider } from "./batch-provider.ts";
import { quoteProvider } from "../providers/quote-provider.ts";
import { readGeminiLine } from "./read-gemini-line.ts";
import { readLines } from "./read-lines.ts";

/** ai.google.dev/gemini-api/docs/batch-api, read 2026-11-21: a file of 2 GB; it documents no limit of requests. */
const LIMITS = { requests: 100_000, bytes: 2_000_000_000 };
const JSON_LINES = "application/jsonl";
const PAGE = 100;

export function createGeminiBatch(model: string, endpoint: GeminiEndpoint): BatchProvider {
  const { baseUrl, apiKey } = endpoint;

  /** A client for one call: its uploads accept `fetch` and the signal only here. */
  function clientFor(signal: AbortSignal): GoogleGenAI {
    const fetch = checkedFetch((input, init) => endpoint.fetch(input, { ...init, signal }));
    return new GoogleGenAI({ apiKey, vertexai: false, apiVersion: "v1beta", httpOptions: { baseUrl, fetch } });
  }
  const call = <Value>(signal: AbortSignal, send: (client: GoogleGenAI) => PromiseLike<Value>) =>
    callProvider("Gemini", signal, () => send(clientFor(signal)));

  // The SDK downloads only to a file, and waits forever when the response breaks off.
  async function* download(name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const url = `${baseUrl}/v1beta/${name}:download?alt=media`;
    const { body } = await checkedFetch(endpoint.fetch)(url, { headers: { "x-goog-api-key": apiKey }, signal });
    yield* body!;
  }

  return {
    route: { provider: "gemini", model, local: false },
    live: false,
    limits: LIMITS,
    measure: (item) => Buffer.byteLength(toLine(item)),
    submit: (mark, items, signal) =>
      call(signal, async (client) => {
        const file = new Blob(items.map(toLine), { type: JSON_LINES });
        const config = { name: fileName(mark), displayName: mark, mimeType: JSON_LINES };
        const { name } = await client.files.upload({ file, config });
        const job = await client.batches.create({ model, src: { fileName: name! }, config: { displayName: mark } });
        return job.name!;
      }),
    find: ({ mark }, signal) =>
      call(signal, async (client) => {
        const ids: string[] = [];
        for await (const job of await client.batches.list({ config: { pageSize: PAGE } }))
          if (job.displayName === mark) ids.push(job.name!);
        return { ids, undecided: false };
      }),
    clearAway: (mark, signal) =>
      call(signal, async (client) => {
        for await (const { name } of await client.files.list({ config: { pageSize: PAGE } }))
          if (name === fileName(mark)) await client.files.delete({ name });
      }),
    poll: (id, signal) => call(signal, async (client) => readProgress(await client.batches.get({ name: id }))),
    readResults: (id, _waiting, signal) =>
      streamFromProvider("Gemini", signal, async function* () {
        const { dest } = await clientFor(signal).batches.get({ name: id });
        if (dest?.fileName)
          for await (const line of readLines(download(dest.fileName, signal))) yield readGeminiLine(line);
      }),
    cancel: (id, signal) => call(signal, (client) => client.batches.cancel({ name: id })),
  };
}

/** Allowed: at most 40 lower-case letters, digits and dashes. */
const fileName = (mark: string) => `files/${mark}`;

/** A request in the API's own format, because the SDK does not convert the content of files. */
function toLine({ customId, request }: BatchItem): string {
  const { system, turns } = toConversation(request.messages);
  const { systemInstruction: _, ...generationConfig } = toGeminiConfig(request, system);
  const contents = turns.map(({ role, content }) => ({
    role: role === "user" ? "user" : "model",
    parts: [{ text: content }],
  }));
  const body = { contents, generationConfig, ...(system && { systemInstruction: { parts: [{ text: system }] } }) };
  return `${JSON.stringify({ key: customId, request: body })}\n`;
}

function readProgress({ state, error }: BatchJob): BatchProgress {
  switch (state) {
    case JobState.JOB_STATE_SUCCEEDED:
    case JobState.JOB_STATE_PARTIALLY_SUCCEEDED:
      return { phase: "ended", leftOver: "lost", problem: null };
    case JobState.JOB_STATE_EXPIRED:
      return { phase: "ended", leftOver: "expired", problem: null };
    case JobState.JOB_STATE_CANCELLED:
      return { phase: "ended", leftOver: "cancelled", problem: null };
    case JobState.JOB_STATE_FAILED:
      return {
        phase: "ended",
        leftOver: "refused",
        problem: message("batch-refused", {
          provider: "Gemini",
          quote: error?.message ? `: ${quoteProvider(error.message)}` : "",
        }),
      };
    default:
      return { phase: "running" };
  }
}
