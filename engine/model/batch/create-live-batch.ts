/** A batch for a route without a batch API: its requests are sent as live calls, a few at once, while the results are read. */
import {
  ModelError,
  type CallContext,
  type CallScope,
  type LanguageModel,
  type ModelErrorCode,
  type ModelEvent,
} from "../language-model.ts";
import type { BatchItem, BatchProvider, BatchResult } from "./batch-provider.ts";

/** Errors of the request itself; any other error would affect the next one, too, so the batch waits for it to pass. */
const OF_THE_REQUEST = new Set<ModelErrorCode>(["bad-request", "filtered", "empty", "off-schema"]);

/**
 * Nothing is kept outside this process: reading again only makes the calls that are still waiting.
 * @param model with all its wrappers: it charges and records each call itself
 * @param places number of concurrent calls
 */
export function createLiveBatch(model: LanguageModel, places: number): BatchProvider {
  async function* readResults(_id: string, waiting: BatchItem[], signal: AbortSignal): AsyncGenerator<BatchResult> {
    const running = new Map<string, Promise<BatchResult | ModelError>>();
    let failure: ModelError | null = null;
    async function next(): Promise<BatchResult | null> {
      const ended = await Promise.race(
        [...running].map(async ([customId, answer]) => ({ customId, result: await answer })),
      );
      running.delete(ended.customId);
      if (!(ended.result instanceof ModelError)) return ended.result;
      failure ??= ended.result;
      return null;
    }
    for (const item of waiting) {
      if (failure) break;
      running.set(item.customId, answer(model, item, signal));
      const result = running.size < places ? null : await next();
      if (result) yield result;
    }
    // Calls in progress are paid for: their answers are kept before anything is thrown.
    while (running.size > 0) {
      const result = await next();
      if (result) yield result;
    }
    if (failure) throw failure;
  }

  return {
    route: model.route,
    live: true,
    limits: { requests: Infinity, bytes: Infinity },
    measure: () => 0,
    submit: async (mark) => mark,
    find: async ({ mark }) => ({ ids: [mark], undecided: false }),
    clearAway: async () => {},
    poll: async () => ({ phase: "ended", leftOver: "lost", problem: null }),
    readResults,
    cancel: async () => {},
  };
}

/** The scope of a call that nobody waits for. */
function toScope({ workspaceId, userId, circleId, runId, ...call }: CallContext, signal: AbortSignal): CallScope {
  return {
    ...call,
    workspaceId,
    actor: userId === undefined ? { kind: "system", name: "batches" } : { kind: "person", userId },
    subject: { ...(circleId !== undefined && { circleId }), ...(runId !== undefined && { runId }) },
    policy: "batch",
    signal,
  };
}

async function answer(
  model: LanguageModel,
  { customId, request, context }: BatchItem,
  signal: AbortSignal,
): Promise<BatchResult | ModelError> {
  let text = "";
  let finish: Extract<ModelEvent, { type: "finish" }> | null = null;
  try {
    for await (const event of model.stream(request, toScope(context, signal)))
      if (event.type === "text-delta") text += event.text;
      else finish = event;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (!OF_THE_REQUEST.has(error.code)) return error;
    return { customId, outcome: { type: "failed", problem: error.reason, canRetry: false, requestAtFault: true } };
  }
  const { reason, usage } = finish!;
  return { customId, outcome: { type: "answered", text, reason, usage } };
}
