/** One spoken turn, from the prompt through model and cleaning to the shown text. An empty reply is retried once (SPEC M7). */
import { message, type Message } from "../../schema/messages/message.ts";
import {
  ModelError,
  routeName,
  type CallScope,
  type ChatRequest,
  type Route,
  type RoutedModel,
} from "../model/language-model.ts";
import { addUsage, NO_USAGE } from "../model/usage/add-usage.ts";
import type { SpeechEvent } from "./minds.ts";
import type { OwnWordsFrame } from "./reply/keep-own-words.ts";
import { createReplyCleaner, type ReplyCleaner } from "./reply/reply-cleaner.ts";
import { describeTurnFailure } from "./describe-turn-failure.ts";

const ATTEMPTS = 2;
/** Screens are updated 20 times a second; cleaning more often would only cost time. */
const SHOW_MS = 50;

export type SpeakPrompt = {
  request: ChatRequest;
  /** What a reply to this prompt is cleaned against. */
  frameReply(): OwnWordsFrame;
};

export type SpokenTurn = {
  model: RoutedModel;
  /** @param attempt 0, then 1 after an empty reply */
  preparePrompt(attempt: number): (route: Route) => SpeakPrompt;
  scope: CallScope;
  /** ms of a monotonic clock */
  now: () => number;
};

/** Never throws. The last event is `end`; after an abort of `scope.signal` it has only the spending. */
export async function* speakTurn(turn: SpokenTurn): AsyncGenerator<SpeechEvent> {
  const { model } = turn;
  let usage = NO_USAGE;
  let costNano = 0;
  let { route } = model;
  // Sums the ledger's own numbers, so that turn and ledger agree despite retries and failures.
  const scope: CallScope = {
    ...turn.scope,
    onCost(tryNano, tryUsage) {
      costNano += tryNano;
      usage = addUsage(usage, tryUsage);
    },
  };
  const end = (text: string, problem: Message | null, refusal: Refusal = {}): SpeechEvent => ({
    type: "end",
    status: problem === null ? "finished" : "failed",
    text,
    usage,
    costNano,
    voice: routeName(route),
    problem,
    ...refusal,
  });

  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const call = yield* streamReply({ ...turn, scope }, turn.preparePrompt(attempt));
    route = call.route;
    if (scope.signal.aborted) return yield end(call.text, null);
    if (call.problem !== null) return yield end(call.text, call.problem, call.refusal);
    if (call.text !== "") return yield end(call.text, null);
  }
  yield end("", message("voice-repeats", { route: routeName(route) }));
}

/** `route`: the one that spoke, or failed last. */
type Reply = { text: string; route: Route; problem: Message | null; refusal: Refusal };
type Refusal = Pick<Extract<SpeechEvent, { type: "end" }>, "overBudget" | "retryAfterMs">;

async function* streamReply(
  { model, scope, now }: SpokenTurn,
  preparePrompt: (route: Route) => SpeakPrompt,
): AsyncGenerator<SpeechEvent, Reply> {
  // The last route tried answers, so its prompt is the one the reply must not repeat.
  let prompt = null as SpeakPrompt | null;
  const requestFor = (asked: Route): ChatRequest => (prompt = preparePrompt(asked)).request;
  let cleaner: ReplyCleaner | null = null;
  const enough = new AbortController();
  const signal = AbortSignal.any([scope.signal, enough.signal]);
  let { route } = model;
  let isCutOff = false;
  let refusal: Refusal = {};
  let problem: Message | null = null;
  let unread = "";
  let readAt = Number.NEGATIVE_INFINITY;
  try {
    for await (const event of model.stream(requestFor, { ...scope, signal })) {
      if (event.type === "finish") {
        route = event.route ?? route;
        isCutOff = event.reason === "length";
        continue;
      }
      unread += event.text;
      if (now() - readAt < SHOW_MS) continue;
      readAt = now();
      cleaner ??= createReplyCleaner(prompt!.frameReply());
      const text = cleaner.push(unread);
      unread = "";
      if (text !== "") yield { type: "delta", text };
      // The rest would be discarded, so the provider need not generate it.
      if (cleaner.isComplete() && !enough.signal.aborted) enough.abort();
    }
  } catch (error) {
    if (error instanceof ModelError) {
      route = error.route ?? route;
      refusal = refusalOf(error);
    }
    if (!signal.aborted) {
      isCutOff = true;
      problem = error instanceof ModelError ? describeTurnFailure(error) : message("turn-without-reason");
    }
  }
  if (cleaner && !scope.signal.aborted) {
    const last = cleaner.push(unread);
    if (last !== "") yield { type: "delta", text: last };
    const rest = cleaner.end(isCutOff && cleaner.text() !== "");
    if (rest !== "") yield { type: "delta", text: rest };
  }
  return { text: cleaner?.text() ?? "", route, problem, refusal };
}

function refusalOf({ code, retryAfterMs }: ModelError): Refusal {
  if (code === "budget") return { overBudget: true };
  return code === "rate-limited" && retryAfterMs !== null ? { retryAfterMs } : {};
}
