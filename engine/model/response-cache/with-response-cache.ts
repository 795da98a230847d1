/** A call whose answer would come out the same again is made once (SPEC L4): for all who ask at the same time, and for who asks later. */
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

/**
 * Calls with temperature 0 or a seed; all others are made as they come. Answers never pass from one workspace to another.
 * @param call what this one is part of; null: nobody watches
 */
export function withResponseCache(
  model: LanguageModel,
  answers: SharedAnswers,
  ports: LedgerPorts,
  call: CallWatch | null = null,
): LanguageModel {
  const { route } = model;
  return {
    route,
    async *stream(request, scope): AsyncGenerator<ModelEvent> {
      if (!isDeterministic(request)) return yield* model.stream(request, scope);
      const key = keyOf(route, request, scope);
      const { known, tell } = await findAnswer(answers, key, scope.signal);
      if (!known) return yield* keepAnswer(answers.cache, key, model.stream(request, scope), tell);
      const record = recordKnown(route, scope, ports);
      call?.price(record);
      if (known.text) yield { type: "text-delta", text: known.text };
      const { reason, logProbabilities } = known;
      yield { type: "finish", reason, usage: NO_USAGE, ...(logProbabilities && { logProbabilities }) };
    },
  };
}

const isDeterministic = ({ temperature, seed }: ModelRequest): boolean => temperature === 0 || seed !== undefined;

const keyOf = ({ provider, model }: Route, request: ModelRequest, { workspaceId }: CallScope): string =>
  createHash("sha256")
    .update(JSON.stringify([workspaceId, provider, model, request]))
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
async function* keepAnswer(
  cache: ResponseCache,
  key: string,
  events: AsyncIterable<ModelEvent>,
  tell: (answer: Answer | null) => void,
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
    tell(answer);
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
