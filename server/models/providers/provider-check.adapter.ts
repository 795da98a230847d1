/** Health of one provider: its model list, and the outcome of its calls. */
import { ModelError } from "../../../engine/model/language-model.ts";
import type { RecentCalls } from "../../../engine/model/routing/recent-calls.ts";
import { judgeHealth, type Availability, type Check, type Standing } from "../routing/judge-health.ts";
import { listModels } from "./discover-endpoint.adapter.ts";
import type { ProviderAccess } from "./provider-access.adapter.ts";

const CHECK_TIMEOUT_MS = 10_000;

type Parts = {
  label: string;
  access: ProviderAccess;
  recent: RecentCalls;
  onChange(): void;
  signal: AbortSignal;
};

export function createProviderCheck({ label, access, recent, onChange, signal }: Parts) {
  let check: Check | null = null;

  async function ask(): Promise<void> {
    const asked = access.get();
    if (asked.apiKey === null) return;
    const answer = await listModels(access.settings(), signal, CHECK_TIMEOUT_MS).then(
      (models) => ({ models, error: null }),
      (error: unknown) => ({ models: [], error: error instanceof ModelError ? error : null }),
    );
    if (signal.aborted || !access.isCurrent(asked)) return;
    check = { ...answer, at: Date.now() };
    // A key refused or accepted here is refused or accepted for calls as well.
    if (answer.error?.code === "unauthorised")
      await asked.breaker.policy.execute(() => Promise.reject(answer.error)).catch(() => undefined);
    else if (!answer.error && asked.breaker.failure()?.code === "unauthorised") access.renew();
    onChange();
  }

  function availability(): Availability {
    const { apiKey, breaker } = access.get();
    const off = apiKey === null;
    return { off, paused: off || breaker.isPaused() };
  }

  return {
    ask,
    listed: (): string[] => check?.models ?? [],
    /** Forgets everything, for a new key. */
    forget(): void {
      check = null;
      recent.forget();
    },
    availability,
    standing(): Standing {
      const { failure } = access.get().breaker;
      return judgeHealth({ label, check, recent: recent.last(), failure: failure(), ...availability() });
    },
  };
}
