import { message } from "../../schema/messages/message.ts";
import type { PersonalityChange } from "../../schema/messages/persona.ts";
import { Problem } from "../http/problem.ts";
import type { StoredTrait } from "./combine-persona.ts";
import { nameFromKey } from "../../schema/rules/trait-key.ts";

/**
 * One change of PUT /api/personality, on a persona's own traits.
 *
 * Core traits apply to every persona (SPEC M3): they cannot be removed or added again, but `set` gives
 * this persona its own intensity of one. Throws a Problem: 404 for an unknown trait, 409 for an impossible change.
 */
export function changeTrait(
  own: readonly StoredTrait[],
  core: readonly StoredTrait[],
  change: PersonalityChange,
): StoredTrait[] {
  const inherited = core.find((trait) => trait.key === change.traitId);
  const present = own.find((trait) => trait.key === change.traitId);
  const others = own.filter((trait) => trait.key !== change.traitId);
  const intensity = change.intensity ?? 0;

  if (change.action === "add") {
    const known = present ?? inherited;
    if (known)
      throw new Problem(
        409,
        `The persona has the trait ${known.name} already. Use the action "set" to change its intensity.`,
        { code: "trait-known", values: { name: message("trait-name", { name: known.name }) } },
      );
    const added = {
      key: change.traitId,
      name: change.name ?? nameFromKey(change.traitId),
      description: change.description ?? "",
      intensity,
    };
    return [...own, added];
  }
  if (!present && !inherited)
    throw new Problem(404, `The persona has no trait ${change.traitId}. Use the action "add" to give it one.`, {
      code: "no-such-trait",
    });
  if (change.action === "remove") {
    if (inherited)
      throw new Problem(
        409,
        `Every persona inherits ${inherited.name}, so it cannot be removed. Use the action "set"; intensity 0 silences it.`,
        { code: "core-trait", values: { name: message("trait-name", { name: inherited.name }) } },
      );
    return others;
  }
  // An inherited trait keeps its shared name and description.
  if (inherited) return [...others, { ...inherited, intensity }];
  return own.map((trait) =>
    trait.key === change.traitId
      ? { ...trait, intensity, name: change.name ?? trait.name, description: change.description ?? trait.description }
      : trait,
  );
}
