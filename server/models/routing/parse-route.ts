/** Parses `provider/model`; the model's name may contain slashes. Null without a provider. */
export function parseRoute(route: string): { provider: string; model: string } | null {
  const slash = route.indexOf("/");
  return slash > 0 && slash < route.length - 1
    ? { provider: route.slice(0, slash), model: route.slice(slash + 1) }
    : null;
}
