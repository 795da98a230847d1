/** Makes a call whose answer would be the same again only once (SPEC L4): for concurrent and for later callers. */
import { message } from "../../../schema/messages/message.ts";
import { createHash } from "node:crypto";
import { z } from "zod";
import { NO_USAGE } from "../usage/add-usage.ts";
import {
  toCallContext,
  type CallScope,
  type CallWatch,
  type LanguageModel,
  type ModelEvent,
  type ModelRequest,
  type Route,
} from "../language-model.ts";
import { untilAborted } from "../wrappers/until-aborted.ts";
import { recordCall, type CallRecord, type LedgerPorts } from "../wrappers/with-ledger.ts";
import type { ResponseCache } from "./response-cache.ts";

export type SharedAnswers = {
  cache: ResponseCache;
  /** Calls in progress, by key; null when one fails. */
  inProgress: Map<string, Promise<Answer | null>>;
};

export const shareAnswers = (cache: ResponseCache): SharedAnswers => ({ cache, inProgress: new Map() });

const TokenChoice = z.object({ token: z.string(), logProbability: z.number() });
const Answer = z.object({
  text: z.string(),
  reason: z.enum(["stop", "length"]),
  logProbabilities: z.array(TokenChoice.extend({ top: z.array(TokenChoice) })).optional(),
});
type Answer = z.infer<typeof Answer>;

/**
 * Applies to calls with temperature 0 or a seed, but not to those of survey runs: each run asks anew, which shows how a
 * model changes. Answers are never shared between workspaces.
 * @param call what this one is part of; null when nobody watches
 */
export function withResponseCache(
  model: LanguageModel,
  answers: SharedAnswers,
  ports: LedgerPorts,
  call: CallWatch | null = null,
): LanguageModel {
  const { route } = model;
  async function* answer(request: ModelRequest, scope: CallScope): AsyncGenerator<ModelEvent> {
    const key = keyOf(route, request, scope);
    const { known, publish } = await findAnswer(answers, key, scope.signal);
    if (!known) return yield* keepAnswer(answers.cache, key, model.stream(request, scope), publish);
    const record = recordKnown(route, scope, ports);
    call?.price(record);
    if (known.text) yield { type: "text-delta", text: known.text };
    const { reason, logProbabilities } = known;
    yield { type: "finish", reason, usage: NO_USAGE, ...(logProbabilities && { logProbabilities }) };
  }
  return {
    route,
    stream: (request, scope) =>
      isDeterministic(request) && scope.task !== "probe" ? answer(request, scope) : model.stream(request, scope),
  };
}

const isDeterministic = ({ temperature, seed }: ModelRequest): boolean => temperature === 0 || seed !== undefined;

const keyOf = ({ provider, model }: Route, request: ModelRequest, { workspaceId }: CallScope): string =>
  createHash("sha256")
    .update(JSON.stringify([workspaceId, provider, model, request]))
    .digest("hex");

type Found = { known: Answer; publish: null } | { known: null; publish: (answer: Answer | null) => void };

/** Without a known answer the caller makes the call, and concurrent callers wait until its outcome is published. */
async function findAnswer({ cache, inProgress }: SharedAnswers, key: string, signal: AbortSignal): Promise<Found> {
  for (;;) {
    const flight = inProgress.get(key);
    const known = flight ? await untilAborted(flight, signal) : readAnswer(await cache.get(key));
    if (known) return { known, publish: null };
    if (inProgress.has(key)) continue;
    const outcome = Promise.withResolvers<Answer | null>();
    inProgress.set(key, outcome.promise);
    const publish = (answer: Answer | null) => {
      inProgress.delete(key);
      outcome.resolve(answer);
    };
    return { known: null, publish };
  }
}

function readAnswer(kept: string | null): Answer | null {
  if (kept === null) return null;
  try {
    return Answer.safeParse(JSON.parse(kept)).data ?? null;
  } catch {
    return null; // written by another version: call again
  }
}

/** Only a complete answer is cached and published. */
async function* keepAnswer(
  cache: ResponseCache,
  key: string,
  events: AsyncIterable<ModelEvent>,
  publish: (answer: Answer | null) => void,
): AsyncGenerator<ModelEvent> {
  let text = "";
  let answer: Answer | null = null;
  try {
    for await (const event of events) {
      if (event.type === "text-delta") text += event.text;
      else if (event.reason !== "filtered") {
        const { reason, logProbabilities } = event;
        answer = { text, reason, ...(logProbabilities && { logProbabilities }) };
        await cache.set(key, JSON.stringify(answer));
      }
      yield event;
    }
  } finally {
    publish(answer);
  }
}

function recordKnown(route: Route, scope: CallScope, ports: LedgerPorts): CallRecord {
  const at = ports.now().toISOString();
  return recordCall(
    { at, route, why: message("why-from-cache"), context: toCallContext(scope), usage: NO_USAGE, outcome: "finished" },
    null,
    ports,
  );
}
