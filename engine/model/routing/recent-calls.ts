/** Statistics of a provider's recent calls, for routing and the operator's page. */
import type { ModelError, ModelErrorCode, Usage } from "../language-model.ts";
import { cachedTokenShare } from "../prompt-cache/cached-token-share.ts";
import type { Quota } from "../wire/read-quota.ts";

export type CallNote = {
  model: string;
  /** null when it was answered. */
  error: ModelError | null;
  firstTokenMs: number | null;
  /** Null when the answer was too short to measure. */
  tokensPerSecond: number | null;
  usage: Usage | null;
};

export type RecentFigures = {
  firstTokenMs: number | null;
  tokensPerSecond: number | null;
  /** 0–1; null for too few calls. */
  errorShare: number | null;
  /** Share (0–1) of the prompt tokens. */
  cachedShare: number | null;
  quota: Quota | null;
  /** The failure of the last call, if it failed. */
  failure: ModelError | null;
  /** Time of the last call that was informative about the provider, ms since epoch. */
  calledAt: number | null;
};

export type RecentCalls = {
  note(call: CallNote): void;
  noteQuota(model: string, quota: Quota | null): void;
  /** @param model by default all its models */
  read(model?: string): RecentFigures;
  /** How the last call ended. */
  last(model?: string): Pick<RecentFigures, "failure" | "calledAt">;
  /** Forgets failures and quotas, because they belonged to another key. */
  forget(): void;
  /** Called when a call's outcome differs from the previous one's. */
  onTurn(listener: () => void): void;
};

const MAX_CALLS = 100;
const RECENT_MS = 15 * 60_000;
const MIN_TO_TELL = 4;
/** Assumed renewal time of a quota that does not state one. */
const QUOTA_MS = 60_000;
/** A provider that requests a longer wait is called again after this time. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** Errors that are not the provider's fault: nobody waited for the answer, or the request was invalid. */
const OTHERS_FAULT = new Set<ModelErrorCode>([
  "aborted",
  "bad-request",
  "budget",
  "filtered",
  "off-schema",
  "forbidden",
]);

/** @param now ms since epoch */
export function createRecentCalls(now: () => number): RecentCalls {
  let calls: (CallNote & { at: number })[] = [];
  const quotas = new Map<string, Quota & { at: number }>();
  const listeners: (() => void)[] = [];

  function readQuotas(model: string | undefined): Quota | null {
    const known = [...quotas].filter(
      ([name, { at, resetsAt }]) => (!model || name === model) && now() < (resetsAt ?? at + QUOTA_MS),
    );
    const [nearest] = known.toSorted(([, a], [, b]) => a.remaining / a.limit - b.remaining / b.limit);
    if (!nearest) return null;
    const { at: _, ...quota } = nearest[1];
    return quota;
  }

  function last(model?: string): Pick<RecentFigures, "failure" | "calledAt"> {
    const call = calls.findLast((it) => !model || it.model === model);
    return { failure: call?.error ?? null, calledAt: call?.at ?? null };
  }

  function keep(call: CallNote & { at: number }): void {
    calls.push(call);
    while (calls.length > MAX_CALLS || calls[0]!.at <= call.at - RECENT_MS) calls.shift();
  }

  return {
    note(call) {
      if (call.error && OTHERS_FAULT.has(call.error.code)) return;
      const at = now();
      const waitMs = call.error?.code === "rate-limited" ? call.error.retryAfterMs : null;
      if (waitMs !== null) {
        const resetsAt = at + Math.min(waitMs, LONGEST_WAIT_MS);
        quotas.set(call.model, { of: "requests", remaining: 0, limit: 1, resetsAt, at });
      }
      const before = calls.at(-1)?.error;
      const isTurn = calls.length === 0 || before?.code !== call.error?.code || before?.message !== call.error?.message;
      keep({ ...call, at });
      if (isTurn) for (const listener of listeners) listener();
    },
    noteQuota(model, quota) {
      if (quota) quotas.set(model, { ...quota, at: now() });
    },
    read(model) {
      const since = now() - RECENT_MS;
      const recent = () => calls.filter((call) => call.at > since && (!model || call.model === model));
      // Getters: each call asks for a few of them at most, and a median costs more than the rest of its routing.
      return {
        get firstTokenMs() {
          return median(recent().flatMap(({ firstTokenMs }) => firstTokenMs ?? []));
        },
        get tokensPerSecond() {
          return median(recent().flatMap(({ tokensPerSecond }) => tokensPerSecond ?? []));
        },
        get errorShare() {
          const all = recent();
          return all.length < MIN_TO_TELL ? null : sum(all, ({ error }) => (error ? 1 : 0)) / all.length;
        },
        get cachedShare() {
          return cachedTokenShare(recent().flatMap(({ usage }) => usage ?? []));
        },
        get quota() {
          return readQuotas(model);
        },
        ...last(model),
      };
    },
    last,
    forget() {
      calls = [];
      quotas.clear();
    },
    onTurn: (listener) => void listeners.push(listener),
  };
}

const sum = <Item>(items: Item[], count: (item: Item) => number): number =>
  items.reduce((total, item) => total + count(item), 0);

function median(values: number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
