/** A call whose answer would come out the same again is made once (SPEC L4): for all who ask at the same time, and for who asks later. */
import { message } from "../../../schema/messages/message.ts";
import { createHash } from "node:crypto";
import { z } from "zod";
import { NO_USAGE } from "../usage/add-usage.ts";
import type {
  CallContext,
  ChatRequest,
  CompletionRequest,
  LanguageModel,
  ModelEvent,
  Route,
} from "../language-model.ts";
import { priceCall } from "../price/price.ts";
import { untilAborted } from "../wrappers/until-aborted.ts";
import type { LedgerPorts } from "../wrappers/with-ledger.ts";
import { wrapModel, type ModelCall } from "../wrappers/wrap-model.ts";
import type { ResponseCache } from "./response-cache.ts";

export type SharedAnswers = {
  cache: ResponseCache;
  /** Calls that are being made, by key; null when one comes to nothing. */
  underWay: Map<string, Promise<Answer | null>>;
};

export const shareAnswers = (cache: ResponseCache): SharedAnswers => ({ cache, underWay: new Map() });

const TokenChoice = z.object({ token: z.string(), logProbability: z.number() });
const Answer = z.object({
  text: z.string(),
  reason: z.enum(["stop", "length"]),
  logProbabilities: z.array(TokenChoice.extend({ top: z.array(TokenChoice) })).optional(),
});
type Answer = z.infer<typeof Answer>;

/** Calls with temperature 0 or a seed; all others are made as they come. Answers never pass from one workspace to another. */
export function withResponseCache(model: LanguageModel, answers: SharedAnswers, ports: LedgerPorts): LanguageModel {
  return wrapModel(model, async function* (call): AsyncGenerator<ModelEvent> {
    if (!isDeterministic(call.request)) return yield* call.open();
    const key = keyOf(model.route, call);
    const { known, tell } = await findAnswer(answers, key, call.context.signal);
    if (!known) return yield* makeCall(answers.cache, key, call, tell);
    record(model.route, call.context, ports);
    if (known.text) yield { type: "text-delta", text: known.text };
    const { reason, logProbabilities } = known;
    yield { type: "finish", reason, usage: NO_USAGE, ...(logProbabilities && { logProbabilities }) };
  });
}

const isDeterministic = ({ temperature, seed }: ChatRequest | CompletionRequest): boolean =>
  temperature === 0 || seed !== undefined;

const keyOf = ({ provider, model }: Route, { request, context }: ModelCall): string =>
  createHash("sha256")
    .update(JSON.stringify([context.workspaceId, provider, model, request]))
    .digest("hex");

type Found = { known: Answer; tell: null } | { known: null; tell: (answer: Answer | null) => void };

/** With nothing known the call is to be made by who asked, and others who ask the same wait until its outcome is told. */
async function findAnswer({ cache, underWay }: SharedAnswers, key: string, signal: AbortSignal): Promise<Found> {
  for (;;) {
    const flight = underWay.get(key);
    const known = flight ? await untilAborted(flight, signal) : readAnswer(await cache.get(key));
    if (known) return { known, tell: null };
    if (underWay.has(key)) continue;
    const outcome = Promise.withResolvers<Answer | null>();
    underWay.set(key, outcome.promise);
    const tell = (answer: Answer | null) => {
      underWay.delete(key);
      outcome.resolve(answer);
    };
    return { known: null, tell };
  }
}

function readAnswer(kept: string | null): Answer | null {
  if (kept === null) return null;
  try {
    return Answer.safeParse(JSON.parse(kept)).data ?? null;
  } catch {
    return null; // written by another version: asked anew
  }
}

/** Only a whole answer is kept and told. */
async function* makeCall(
  cache: ResponseCache,
  key: string,
  call: ModelCall,
  tell: (answer: Answer | null) => void,
): AsyncGenerator<ModelEvent> {
  let text = "";
  let answer: Answer | null = null;
  try {
    for await (const event of call.open()) {
      if (event.type === "text-delta") text += event.text;
      else if (event.reason !== "filtered") {
        const { reason, logProbabilities } = event;
        answer = { text, reason, ...(logProbabilities && { logProbabilities }) };
        await cache.set(key, JSON.stringify(answer));
      }
      yield event;
    }
  } finally {
    tell(answer);
  }
}

function record(route: Route, context: CallContext, ports: LedgerPorts): void {
  const at = ports.now().toISOString();
  const { signal: _, priority: __, ...who } = context;
  ports.recordCall({
    id: ports.newId(),
    at,
    route,
    why: message("why-from-cache"),
    context: who,
    usage: NO_USAGE,
    cost: priceCall(ports.prices, route, NO_USAGE, at),
    outcome: "finished",
  });
}
