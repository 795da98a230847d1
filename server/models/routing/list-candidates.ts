/** The routes that a call could take now, with what is known about each. */
import type { Candidate, Need } from "../../../engine/model/routing/choose-route.ts";
import { canJudge } from "../../../engine/model/skill/skill.ts";
import { NO_USAGE } from "../../../engine/model/usage/add-usage.ts";
import type { Route, Usage } from "../../../engine/model/language-model.ts";
import type { Quota } from "../../../engine/model/wire/read-quota.ts";
import { priceCall, UnknownPrice } from "../../../engine/model/price/price.ts";
import type { PriceTable } from "../../../engine/model/price/price-table.ts";
import type { Skill } from "../../../schema/messages/voice.ts";
import { parseRoute } from "./parse-route.ts";
import type { ProviderRoutes } from "../providers/provider-routes.adapter.ts";

/** Typical usages for comparing costs: a turn in mid-conversation with most of its prompt cached, and a short verdict. */
const TURN: Usage = { ...NO_USAGE, input: 400, cached: 1_600, output: 120 };
const VERDICT: Usage = { ...NO_USAGE, input: 700, output: 30 };

export type CandidateSource = {
  providers: ReadonlyMap<string, ProviderRoutes>;
  prices: PriceTable;
  skillOf(route: Route): Skill;
  /** ISO date-time, for the price in force. */
  at(): string;
};

/** @param named `provider/model` of every relevant setting and persona */
export function listCandidates(
  { providers, prices, skillOf, at }: CandidateSource,
  named: string[],
  task: Need["task"],
): Candidate[] {
  const typical = task === "decide" || task === "extract-traits" ? VERDICT : TURN;
  return [...providers.values()].flatMap((routes) => {
    const { off, paused } = routes.availability();
    if (off) return [];
    return modelsOf(routes, named).map((model): Candidate => {
      const route = routes.routeOf(model);
      const recent = routes.recent.read(model);
      const firstTokenMs = once(() => recent.firstTokenMs);
      const errorShare = once(() => recent.errorShare);
      const quotaLeft = once(() => shareLeft(recent.quota));
      return {
        route,
        tier: tierOf(route, routes),
        priceNano: route.local ? 0 : priceOf(prices, route, typical, at()),
        talks: routes.talks(model),
        small: !canJudge(skillOf(route)),
        // Looked up by those that compare routes, again and again: most calls have one.
        get firstTokenMs() {
          return firstTokenMs();
        },
        get errorShare() {
          return errorShare();
        },
        paused,
        get quotaLeft() {
          return quotaLeft();
        },
        waiting: routes.queue.waiting(),
      };
    });
  });
}

const shareLeft = (quota: Quota | null): number | null => quota && quota.remaining / quota.limit;

const once = <Value>(read: () => Value) => {
  let known: { value: Value } | null = null;
  return () => (known ??= { value: read() }).value;
};

/** What decides whether a named model may be called; null while its provider is not. */
export type NamedCandidate = Pick<Candidate, "route" | "tier" | "talks">;

export function findCandidate(providers: CandidateSource["providers"], name: string): NamedCandidate | null {
  const { provider = "", model = "" } = parseRoute(name) ?? {};
  const routes = providers.get(provider);
  if (!routes || routes.availability().off) return null;
  const route = routes.routeOf(model);
  return { route, tier: tierOf(route, routes), talks: routes.talks(model) };
}

const tierOf = ({ local }: Route, { settings }: ProviderRoutes): Candidate["tier"] =>
  local ? "on-premises" : settings.tier;

/** Models named in settings replace the provider's default: naming one model excludes the others. */
function modelsOf({ settings, listed, talks }: ProviderRoutes, named: string[]): string[] {
  const own = named.flatMap((name) => {
    const route = parseRoute(name);
    return route?.provider === settings.provider ? [route.model] : [];
  });
  const usual = [settings.defaultModel, ...listed()].flatMap((model) => model ?? []);
  const models = [
    ...own,
    // A named model that is no chat model is replaced by another.
    ...(own.some(talks) ? [] : [usual.find(talks) ?? usual[0]].flatMap((model) => model ?? [])),
    ...(settings.lightModel ? [settings.lightModel] : []),
  ];
  return [...new Set(models)];
}

function priceOf(prices: PriceTable, route: Candidate["route"], usage: Usage, at: string): number | null {
  try {
    return priceCall(prices, route, usage, at).totalNano;
  } catch (error) {
    if (error instanceof UnknownPrice) return null;
    throw error;
  }
}
