/** Chooses the voice of each call: routes are chosen when it is made, with fallbacks while nothing was shown (SPEC L3). */
import {
  chooseRoute,
  meetsTier,
  strictestTier,
  type Candidate,
  type Choice,
  type Need,
  type Preference,
} from "../../../engine/model/routing/choose-route.ts";
import {
  ModelError,
  type CallScope,
  type CallWatch,
  type LanguageModel,
  type ModelRequest,
  type RoutedModel,
  type RoutedRequest,
} from "../../../engine/model/language-model.ts";
import { payerOf, type Payer } from "../../../engine/scope/scope.ts";
import { findPersonalData } from "../../../engine/model/redaction/find-personal-data.ts";
import { mapTexts } from "../../../engine/model/redaction/redact-request.ts";
import { REHEARSAL_ROUTE } from "../../../engine/model/rehearsal/rehearsal-voice.ts";
import { withFallback, type RouteTry } from "../../../engine/model/wrappers/with-fallback.ts";
import type { WatchCalls } from "../../../engine/model/wrappers/watch-call.ts";
import { message, type Message } from "../../../schema/messages/message.ts";
import type { CallPolicies } from "../../../schema/messages/call-policies.ts";
import type { ComplianceTier } from "../../../schema/messages/models.ts";
import type { NamedCandidate } from "./list-candidates.ts";
import { parseRoute } from "./parse-route.ts";
import type { ProviderRoutes } from "../providers/provider-routes.adapter.ts";

export type RoutingPorts = {
  providers: ReadonlyMap<string, ProviderRoutes>;
  /** @param named routes that a setting or a persona names */
  candidates(task: Need["task"], named: string[]): Candidate[];
  /** `provider/model`; null while its provider is not called. */
  candidate(name: string): NamedCandidate | null;
  /** The place's own voice; null when none is ready. */
  voice(): Preference | null;
  /** LIGHT_MODEL */
  light: string | undefined;
  /** Where text of a workspace may be sent. */
  tierOf(workspaceId: string): Promise<ComplianceTier>;
  /** The cached tier. */
  knownTier(): ComplianceTier;
  /** Share (0–1) left of the tightest budget that a call counts against. */
  shareLeft(payer: Payer): number;
  /** @param call what it is part of; null when nobody watches */
  rehearse(why: Message, call: CallWatch | null): LanguageModel;
  policies: CallPolicies;
  /** Without it, calls are not watched. */
  watchCalls?: WatchCalls | undefined;
};

export type Routing = {
  modelFor(task: "speak" | "light", asked: string | null): RoutedModel;
  /** This model and no other (`provider/model`); null while its provider is not ready. */
  onlyModel(name: string): RoutedModel | null;
  /** The routes of a person's call without preferences. */
  chain(task: Need["task"]): Choice[];
};

export function createRouting(ports: RoutingPorts): Routing {
  const { voice, light, watchCalls } = ports;
  const { choose, chooseOnly, candidatesFor, toRehearsal } = createChoosing(ports);

  const preferenceFor = (task: "speak" | "light", asked: string | null): Preference | null => {
    if (asked) return { route: asked, why: message("why-persona-voice") };
    return task === "light" && light ? { route: light, why: message("why-light-setting") } : null;
  };
  const usual = (task: Need["task"], asked: Preference | null): Need => ({
    task,
    asked,
    voice: voice(),
    tier: "any",
    budgetLeft: 1,
    personal: false,
    live: true,
  });
  const chainOf = (task: Need["task"], asked: Preference | null): Choice[] =>
    chooseRoute(
      candidatesFor(task, asked, ports.knownTier()).filter(({ talks }) => talks),
      usual(task, asked),
    );

  return {
    modelFor(task, route) {
      if (route && parseRoute(route)?.provider === REHEARSAL_ROUTE.provider)
        return withFallback({
          likely: REHEARSAL_ROUTE,
          choose: async () => [toRehearsal(message("why-persona-voice"))],
          watchCalls,
        });
      const asked = preferenceFor(task, route);
      const likely = chainOf(task === "light" ? "decide" : "speak", asked)[0]?.route ?? REHEARSAL_ROUTE;
      return withFallback({ likely, choose: (request, scope) => choose(asked, request, scope), watchCalls });
    },
    onlyModel(name) {
      const found = ports.candidate(name);
      if (!found || !meetsTier(found.tier, ports.knownTier())) return null;
      return withFallback({
        likely: found.route,
        choose: (request, scope) => chooseOnly(name, request, scope),
        watchCalls,
      });
    },
    chain: (task) =>
      chainOf(task, preferenceFor(task === "decide" || task === "extract-traits" ? "light" : "speak", null)),
  };
}

/** Which routes one call tries. */
function createChoosing(ports: RoutingPorts) {
  const { providers, voice, rehearse } = ports;

  const candidatesFor = (task: Need["task"], asked: Preference | null, tier: ComplianceTier) =>
    ports
      .candidates(
        task,
        [asked, voice()].flatMap((preference) => preference?.route ?? []),
      )
      // Routes that a workspace excludes do not exist for it.
      .filter((candidate) => meetsTier(candidate.tier, tier));

  function toTry({ route, why }: Choice): RouteTry {
    const routes = providers.get(route.provider)!;
    return { route, why, open: ({ why, ...start }) => routes.open(route.model, why, start) };
  }
  /** Only when no voice is ready at all: the script never replaces one that failed. */
  const toRehearsal = (why: Message): RouteTry => ({
    route: REHEARSAL_ROUTE,
    why,
    open: ({ why, call }) => rehearse(why, call),
  });

  /** @throws ModelError where the script must not speak instead */
  function standIn(asked: Preference | null, request: RoutedRequest): RouteTry {
    if (isCompletion(request)) throw new ModelError("bad-request", message("voices-none-goes-on"));
    const why = message("why-no-model");
    return toRehearsal(asked ? message("why-asked-unavailable", { asked: asked.route, why }) : why);
  }

  async function choose(asked: Preference | null, request: RoutedRequest, scope: CallScope): Promise<RouteTry[]> {
    const workspaceTier = await ports.tierOf(scope.workspaceId);
    const candidates = candidatesFor(scope.task, asked, workspaceTier).filter((candidate) =>
      answers(candidate, request),
    );
    if (candidates.length === 0) return [standIn(asked, request)];
    const tier = strictestTier(workspaceTier, scope.tier ?? "any");
    const need: Need = {
      task: scope.task,
      tier,
      asked,
      voice: voice(),
      live: ports.policies[scope.policy].priority === "people",
      budgetLeft: ports.shareLeft(payerOf(scope)),
      personal: false,
    };
    let chain = chooseRoute(candidates, need);
    const sent = scope.consented ? null : firstSentPastLocal(chain);
    if (sent && holdsPersonalData(typeof request === "function" ? request(sent.route) : request))
      chain = chooseRoute(candidates, { ...need, personal: true });
    if (chain.length > 0) return chain.map(toTry);
    throw new ModelError("forbidden", message("voices-none-allowed", { tier }));
  }

  /** This model or none. @throws ModelError "forbidden" */
  async function chooseOnly(name: string, request: RoutedRequest, scope: CallScope): Promise<RouteTry[]> {
    const workspaceTier = await ports.tierOf(scope.workspaceId);
    const found = ports.candidate(name);
    if (!found || !meetsTier(found.tier, workspaceTier) || !answers(found, request))
      throw new ModelError("forbidden", message(isCompletion(request) ? "voices-none-goes-on" : "run-no-model"));
    const tier = strictestTier(workspaceTier, scope.tier ?? "any");
    if (!meetsTier(found.tier, tier)) throw new ModelError("forbidden", message("voices-none-allowed", { tier }));
    return [toTry({ route: found.route, why: message("why-run-model") })];
  }

  return { candidatesFor, choose, chooseOnly, toRehearsal };
}

const isCompletion = (request: RoutedRequest): boolean => typeof request === "object" && "prompt" in request;

const answers = ({ route, talks }: NamedCandidate, request: RoutedRequest): boolean =>
  isCompletion(request) ? route.completes === true : talks;

/** The first route that would send text outside although a local route is ready. */
const firstSentPastLocal = (chain: readonly Choice[]): Choice | undefined =>
  chain.find(({ route }, place) => !route.local && chain.slice(place).some((later) => later.route.local));

/** When the request cannot be checked, personal data is assumed. */
function holdsPersonalData(request: ModelRequest): boolean {
  let found = false;
  try {
    mapTexts("prompt" in request ? request.prompt : request.messages, (text) => {
      found ||= findPersonalData(text).length > 0;
      return text;
    });
  } catch {
    return true;
  }
  return found;
}
