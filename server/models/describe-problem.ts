/** Why the place's own voice cannot speak, as a message a person can act on. */
import { meetsTier, type Preference } from "../../engine/model/routing/choose-route.ts";
import { findPrice, UnknownPrice } from "../../engine/model/price/price.ts";
import type { PriceTable } from "../../engine/model/price/price-table.ts";
import { message, type Message } from "../../schema/messages/message.ts";
import type { ComplianceTier } from "../../schema/messages/models.ts";
import { parseRoute } from "./routing/parse-route.ts";
import type { ProviderRoutes } from "./providers/provider-routes.adapter.ts";

/** Providers whose model lists are complete; others omit names or spell them differently. */
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
): Message | null {
  const { provider, model } = parseRoute(voice.route)!;
  const routes = providers.get(provider);
  if (!routes) return null;
  const { label, wire, tier: offered } = routes.settings;
  const route = routes.routeOf(model);
  if (!meetsTier(route.local ? "on-premises" : offered, tier))
    return tier === "on-premises"
      ? message("voice-kept-here", { route: voice.route })
      : message("voice-kept-from-training", { route: voice.route });
  try {
    if (!route.local) findPrice(prices, route, at);
  } catch (error) {
    if (error instanceof UnknownPrice) return error.reason;
    throw error;
  }
  if (!routes.talks(model) && voice.why.code === "why-model-setting")
    return message("voice-for-other-things", { name: label, model });
  const listed = LISTS_ALL.has(wire) ? routes.listed() : [];
  if (listed.length > 0 && !listed.includes(model)) return message("voice-not-listed", { name: label, model });
  return routes.standing().problem;
}

/** @param model a GGUF without a chat template */
export const describeBaseModel = (model: string): Message => message("model-without-template", { model });
