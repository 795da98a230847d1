/** Tries one route after another, but only while nothing was shown (SPEC L3): text a person has begun to read is never restarted. */
import { message, type Message } from "../../../schema/messages/message.ts";
import {
  ModelError,
  routeName,
  type CallScope,
  type CallWatch,
  type LanguageModel,
  type ModelErrorCode,
  type ModelEvent,
  type Route,
  type RoutedModel,
  type RoutedRequest,
} from "../language-model.ts";
import { watchCall, type WatchCalls } from "./watch-call.ts";

export type RouteTry = {
  route: Route;
  /** For the ledger row, when it is the first to be tried. */
  why: Message;
  open(start: TryStart): LanguageModel;
};

export type TryStart = {
  /** For the ledger row. */
  why: Message;
  /** Whether no other follows, so that it is worth waiting for. */
  isLast: boolean;
  /** The call it is part of; null when nobody watches. */
  call: CallWatch | null;
};

export type RouteChoice = {
  /** The route that will most likely answer. */
  likely: Route;
  /**
   * Best first, at least one.
   * @throws ModelError "forbidden" when none may be called
   */
  choose(request: RoutedRequest, scope: CallScope): Promise<RouteTry[]>;
  /** Without it, nobody watches. */
  watchCalls?: WatchCalls | undefined;
};

/** Errors that another route would repeat, or that nobody waits for. */
const FINAL = new Set<ModelErrorCode>(["aborted", "budget", "bad-request", "off-schema", "forbidden"]);

/** Errors that other models of the same provider would repeat. */
const OF_PROVIDER = new Set<ModelErrorCode>([
  "connect-timeout",
  "first-token-timeout",
  "unauthorised",
  "out-of-credit",
]);

/**
 * `finish` and errors name the route they came from.
 * @throws ModelError of the only route, or one with the problem of each
 */
export function withFallback({ likely, choose, watchCalls }: RouteChoice): RoutedModel {
  async function* answer(request: RoutedRequest, scope: CallScope, call: CallWatch | null): AsyncGenerator<ModelEvent> {
    const failures: ModelError[] = [];
    const tried = new Set<string>();
    const closed = new Set<string>();
    const list = async () =>
      (await choose(request, scope)).filter(({ route }) => !tried.has(routeName(route)) && !closed.has(route.provider));
    for (let tries = await list(); tries.length > 0;) {
      const [{ route, why, open }, ...others] = tries as [RouteTry, ...RouteTry[]];
      tried.add(routeName(route));
      const last = failures.at(-1);
      const reason = last ? message("why-fallback", { problem: last.reason }) : why;
      const asked = typeof request === "function" ? request(route) : request;
      let isShown = false;
      try {
        const model = open({ why: reason, isLast: others.length === 0, call });
        for await (const event of model.stream(asked, scope)) {
          isShown ||= event.type === "text-delta";
          yield event.type === "finish" ? { ...event, route } : event;
        }
        return;
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        const failure = named(error, route);
        if (isShown || FINAL.has(error.code)) throw failure;
        failures.push(failure);
        if (OF_PROVIDER.has(error.code)) closed.add(route.provider);
        // A model that turns out not to be a chat model is replaced by another one of its provider.
        tries =
          error.code === "cannot-talk" ? await list() : others.filter((other) => !closed.has(other.route.provider));
      }
    }
    if (failures.length === 1) throw failures[0]!;
    throw summed(failures);
  }
  return {
    route: likely,
    stream(request, scope) {
      const call = watchCalls?.({ level: "call", scope }) ?? null;
      const events = answer(request, scope, call);
      return call ? watchCall(events, call, likely) : events;
    },
  };
}

const named = (error: ModelError, route: Route): ModelError =>
  new ModelError(error.code, error.reason, { ...error, route, cause: error.cause });

/** Temporary errors, after which a route may well answer. */
const PASSING = new Set<ModelErrorCode>([
  "rate-limited",
  "overloaded",
  "unreachable",
  "connect-timeout",
  "first-token-timeout",
  "stalled",
  "broken-stream",
]);

/** Code and wait are those of the route that may be called again soonest, usage is the last one's: the others have been recorded. */
function summed(failures: ModelError[]): ModelError {
  const last = failures.at(-1)!;
  const [soonest = last] = failures.filter(({ code }) => PASSING.has(code)).toSorted((a, b) => waitOf(a) - waitOf(b));
  const { code, route, retryAfterMs } = soonest;
  const distinct = new Map(failures.map((failure) => [failure.message, failure.reason]));
  const values = { count: failures.length, problems: [...distinct.values()] };
  // With a time to wait, "in a moment" is superfluous.
  const isTimed = code === "rate-limited" && retryAfterMs !== null;
  const reason = message(isTimed ? "voices-failed-for-now" : "voices-failed", values);
  return new ModelError(code, reason, { usage: last.usage, route, retryAfterMs, cause: failures });
}

const waitOf = ({ retryAfterMs }: ModelError): number => retryAfterMs ?? 0;
