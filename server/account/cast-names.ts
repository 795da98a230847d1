/** Nobody may use a name of the cast, or one that looks like it: one check for people and personas (SPEC A5). */
import { Problem } from "../http/problem.ts";
import { foldName } from "./fold-name.ts";

/** How to suggest another name within the maximum length. */
export type NameAdvice = { mark: " (guest)" | " (copy)"; maxLength: number };

/** Throws a 409 Problem that suggests another name. */
export function refuseCastName(name: string, castNames: readonly string[], { mark, maxLength }: NameAdvice): void {
  const folded = foldName(name);
  if (!castNames.some((taken) => foldName(taken) === folded)) return;
  const suggestion = `${name.slice(0, maxLength - mark.length).replace(/[\uD800-\uDBFF]$/, "")}${mark}`;
  const message = `is the name of somebody who lives here, or looks like it. Choose another, for example "${suggestion}".`;
  throw new Problem(409, `"${name}" ${message}`, {
    code: "name-taken",
    values: { name, suggestion },
    errors: [{ path: "name", message }],
  });
}
