/** Diagnostics for operators: the state of every provider, a test call to a route, a check of all. */
import type { LanguageModel } from "../../../engine/model/language-model.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import type { ModelTryAnswer, ProviderHealth } from "../../../schema/messages/models.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import { describeHealth } from "./list-configured.ts";
import { parseRoute } from "../routing/parse-route.ts";
import type { ProviderRoutes } from "./provider-routes.adapter.ts";
import { shownProblem } from "../../messages/shown-problem.ts";
import { tryRoute } from "../try-route.ts";

const TRY_TIMEOUT_MS = 60_000;

export type ProviderDiagnostics = {
  /** One line from one route, paid and recorded like any other call. */
  tryRoute(route: string, scope: Scope): Promise<ModelTryAnswer>;
  /** Asks every provider for its model list and, unless it is known not to answer, for one line. */
  checkProviders(scope: Scope): Promise<ProviderHealth[]>;
  /**
   * Asks the provider of a route (`provider/model`) anew if calls to it are paused: a person may have mended its key. Costs
   * nothing, and never throws.
   */
  recheck(route: string): Promise<void>;
};

export function createProviderDiagnostics(
  providers: ReadonlyMap<string, ProviderRoutes>,
  rehearse: (why: Message) => LanguageModel,
  closing: AbortSignal,
): ProviderDiagnostics {
  function open(route: string, why: Message): LanguageModel | null {
    const named = parseRoute(route);
    if (named?.provider === "rehearsal") return rehearse(why);
    const routes = named && providers.get(named.provider);
    return routes ? routes.open(named.model, why) : null;
  }
  async function tryOne(route: string, scope: Scope, why: Message): Promise<ModelTryAnswer> {
    const model = open(route, why);
    if (!model) {
      const problem = shownProblem(message("voice-not-configured", { route }));
      return { ok: false, text: "", firstTokenMs: null, costNano: 0, ...problem };
    }
    const signal = AbortSignal.any([closing, scope.signal, AbortSignal.timeout(TRY_TIMEOUT_MS)]);
    return tryRoute(model, { ...scope, task: "check", signal }, () => performance.now());
  }
  async function checkOne(routes: ProviderRoutes, scope: Scope): Promise<ProviderHealth> {
    await routes.check();
    const { settings, listed, availability } = routes;
    const model = settings.defaultModel ?? listed()[0];
    if (model && !availability().paused)
      await tryOne(`${settings.provider}/${model}`, scope, message("why-daily-check"));
    return describeHealth(routes);
  }
  return {
    tryRoute: (route, scope) => tryOne(route, scope, message("why-tried-by-hand")),
    async recheck(route) {
      const routes = providers.get(parseRoute(route)?.provider ?? "");
      if (routes?.availability().paused) await routes.check();
    },
    checkProviders: (scope) => Promise.all([...providers.values()].map((routes) => checkOne(routes, scope))),
  };
}
