/** What keeps the place's own voice from speaking, in words a person can act on. */
import { meetsTier, type Preference } from "../../engine/model/routing/choose-route.ts";
import { findPrice, UnknownPrice } from "../../engine/model/price/price.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { parseRoute } from "./routing/parse-route.ts";
import type { ProviderRoutes } from "./providers/provider-routes.adapter.ts";
import { NAMED } from "./search/seek-configured.adapter.ts";
import { tellProblem, tellUnpriced, type Problem } from "./tell-problem.ts";

/** Their lists are whole; those of others leave names out or write them otherwise. */
const LISTS_ALL = new Set<ProviderRoutes["settings"]["wire"]>(["openai", "anthropic", "gemini", "groq"]);

/**
 * @param at ISO date-time, for the price in force
 * @returns null when nothing is known to be wrong
 */
export function describeProblem(
  voice: Preference,
  providers: ReadonlyMap<string, ProviderRoutes>,
  prices: PriceTable,
  tier: ComplianceTier,
  at: string,
): Problem | null {
  const { provider, model } = parseRoute(voice.route)!;
  const routes = providers.get(provider);
  if (!routes) return null;
  const { label, wire, tier: offered } = routes.settings;
  const route = routes.routeOf(model);
  if (!meetsTier(route.local ? "on-premises" : offered, tier))
    return tier === "on-premises"
      ? tellProblem(
          `${voice.route} is not called: this workspace keeps what is said on its own machines.`,
          "voice-kept-here",
          { route: voice.route },
        )
      : tellProblem(
          `${voice.route} is not called: this workspace keeps what is said from providers that may train on it.`,
          "voice-kept-from-training",
          { route: voice.route },
        );
  try {
    if (!route.local) findPrice(prices, route, at);
  } catch (error) {
    if (error instanceof UnknownPrice) return tellUnpriced(error);
    throw error;
  }
  if (!routes.talks(model) && voice.why === NAMED)
    return tellProblem(
      `${label} says that ${model} is not made to talk. Name another model in MODEL.`,
      "voice-for-other-things",
      { name: label, model },
    );
  const listed = LISTS_ALL.has(wire) ? routes.listed() : [];
  if (listed.length > 0 && !listed.includes(model))
    return tellProblem(`${label} does not list ${model} for this key. Check the model's name.`, "voice-not-listed", {
      name: label,
      model,
    });
  const { problem, told } = routes.standing();
  return problem === null ? null : { problem, ...(told && { told }) };
}

/** @param name of a GGUF without a chat template */
export const describeBaseModel = (name: string): string =>
  `${name} has no chat template: it goes on with a text, but it is not made to talk. Name an instruct model in MODEL_FILE, or leave that out.`;
