/** Finds the voice that the environment configures, once its model is known. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Preference } from "../../../engine/model/routing/choose-route.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import { reasonOf } from "../../messages/described-error.ts";
import { listModels } from "../providers/discover-endpoint.adapter.ts";
import { parseRoute } from "../routing/parse-route.ts";
import type { ProviderRoutes } from "../providers/provider-routes.adapter.ts";

const ASK_AGAIN_MS = 5_000;

/**
 * Waits for a configured server that does not answer yet: loading a large model takes minutes.
 * @param wanted MODEL
 * @param onProblem called while waiting, with a message a person can act on
 * @returns null when nothing is configured, or MODEL names a provider that is not configured
 */
export async function seekConfigured(
  wanted: string | undefined,
  providers: Map<string, ProviderRoutes>,
  signal: AbortSignal,
  onProblem: (problem: Message) => void,
): Promise<Preference | null> {
  if (wanted) {
    const { provider } = parseRoute(wanted)!;
    if (providers.has(provider)) return { route: wanted, why: message("why-model-setting") };
    onProblem(message("provider-not-configured", { route: wanted, provider }));
    return null;
  }
  if (providers.size === 0) return null;
  for (;;) {
    for (const routes of providers.values()) {
      try {
        const model = routes.settings.defaultModel ?? (await listModels(routes.settings, signal))[0];
        if (model) return { route: `${routes.settings.provider}/${model}`, why: message("why-first-configured") };
        onProblem(message("provider-no-model", { provider: routes.settings.label }));
      } catch (error) {
        signal.throwIfAborted();
        onProblem(reasonOf(error as Error));
      }
    }
    await sleep(ASK_AGAIN_MS, undefined, { signal });
  }
}
