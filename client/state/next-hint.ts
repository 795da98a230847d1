export type Hint = "walk" | "talk" | "speak";

/** The hint that is useful now, or null. `seen` are those already understood. */
export function nextHint(seen: readonly string[], isInCircle: boolean): Hint | null {
  const useful: Hint[] = isInCircle ? ["speak"] : ["walk", "talk"];
  return useful.find((hint) => !seen.includes(hint)) ?? null;
}
