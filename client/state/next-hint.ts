export type Hint = "walk" | "talk" | "speak";

/** The hint that is useful now, or null. `seen` are those understood already. */
export function nextHint(seen: readonly string[], isInCircle: boolean): Hint | null {
  const useful: Hint[] = isInCircle ? ["speak"] : ["walk", "talk"];
  return useful.find((hint) => !seen.includes(hint)) ?? null;
}
