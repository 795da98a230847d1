/** Judges a provider's health from its last call, its last check and its breaker. */
import type { ModelError } from "../../../engine/model/language-model.ts";
import type { RecentFigures } from "../../../engine/model/routing/recent-calls.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import type { ProviderHealth } from "../../../schema/messages/models.ts";

/** The models of its last check, or the error. */
export type Check = { at: number; models: string[]; error: ModelError | null };

export type Availability = {
  /** Whether it has no key now and so is not called. */
  off: boolean;
  paused: boolean;
};

export type Standing = Pick<ProviderHealth, "health" | "checkedAt"> & { problem: Message | null };

type Signs = {
  label: string;
  check: Check | null;
  recent: Pick<RecentFigures, "failure" | "calledAt">;
  failure: ModelError | null;
} & Availability;

export function judgeHealth({ label, check, recent, failure, off, paused }: Signs): Standing {
  const { latest, at } = findLatest(check, recent);
  const checkedAt = at > 0 ? new Date(at).toISOString() : null;
  if (off)
    return {
      health: "paused",
      checkedAt,
      problem: message("provider-no-key", { name: label }),
    };
  const error = paused ? failure : latest;
  const open = error ? "failing" : at > 0 ? "healthy" : "unknown";
  return {
    health: paused ? "paused" : open,
    problem: error?.reason ?? null,
    checkedAt,
  };
}

/** The result of its last call, or of a later check; `at` 0 when there was none. */
function findLatest(check: Check | null, recent: Signs["recent"]): { latest: ModelError | null; at: number } {
  const calledAt = recent.calledAt ?? 0;
  // A server that lists nothing may still work: that alone means nothing.
  const meaningful = check?.error?.code === "unknown" ? null : check;
  const latest = meaningful && meaningful.at >= calledAt ? meaningful.error : recent.failure;
  return { latest, at: Math.max(calledAt, meaningful?.at ?? 0) };
}
