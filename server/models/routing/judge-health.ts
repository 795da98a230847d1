/** How a provider does, from what its last call, its last check and its breaker say. */
import type { ModelError } from "../../../engine/model/language-model.ts";
import type { RecentFigures } from "../../../engine/model/routing/recent-calls.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import type { ProviderHealth } from "../../../schema/messages/models.ts";

/** What it listed when it was asked, or why it did not. */
export type Check = { at: number; models: string[]; error: ModelError | null };

export type Standing = Pick<ProviderHealth, "health" | "checkedAt"> & {
  problem: Message | null;
  /** It has no key now: it is not called. */
  off: boolean;
  paused: boolean;
};

type Signs = {
  label: string;
  check: Check | null;
  recent: Pick<RecentFigures, "failure" | "calledAt">;
  hasKey: boolean;
  failure: ModelError | null;
  isPaused: boolean;
};

export function judgeHealth({ label, check, recent, hasKey, failure, isPaused }: Signs): Standing {
  const { latest, at } = findLatest(check, recent);
  const checkedAt = at > 0 ? new Date(at).toISOString() : null;
  if (!hasKey)
    return {
      health: "paused",
      checkedAt,
      off: true,
      paused: true,
      problem: message("provider-no-key", { name: label }),
    };
  const error = isPaused ? failure : latest;
  const open = error ? "failing" : at > 0 ? "healthy" : "unknown";
  return {
    health: isPaused ? "paused" : open,
    problem: error?.reason ?? null,
    checkedAt,
    off: false,
    paused: isPaused,
  };
}

/** How its last call, or a later check, went; `at` 0: there was none. */
function findLatest(check: Check | null, recent: Signs["recent"]): { latest: ModelError | null; at: number } {
  const calledAt = recent.calledAt ?? 0;
  // A server that lists nothing may speak all the same: that alone tells nothing.
  const telling = check?.error?.code === "unknown" ? null : check;
  const latest = telling && telling.at >= calledAt ? telling.error : recent.failure;
  return { latest, at: Math.max(calledAt, telling?.at ?? 0) };
}
