/** What a route is called. */
import { isEmbedded } from "./embedded-providers.ts";

export type RouteWords = { rehearsal: string; here(model: string): string };

/**
 * A route as people know it: the script and the models of this machine by name, others as the provider and model they chose.
 *
 * @param route `provider/model`
 */
export function nameOfRoute(route: string, words: RouteWords): string {
  const slash = route.indexOf("/");
  const provider = route.slice(0, slash);
  if (provider === "rehearsal") return words.rehearsal;
  return isEmbedded(provider) ? words.here(route.slice(slash + 1)) : route;
}
