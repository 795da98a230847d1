import { message } from "../../schema/messages/message.ts";
import type { PersonaDraft } from "../../schema/messages/persona.ts";
import { Problem } from "../http/problem.ts";
import type { StoredTrait } from "./combine-persona.ts";
import { traitKey } from "../../schema/rules/trait-key.ts";

/** The traits of a draft under their keys. Throws a Problem when two have the same name. */
export function keyTraits(draft: PersonaDraft): StoredTrait[] {
  const keyed = draft.personality.traits.map((trait) => ({ key: traitKey(trait.name), ...trait }));
  const twice = keyed.find((trait, index) => keyed.findIndex((other) => other.key === trait.key) !== index);
  if (twice)
    throw new Problem(400, `Two traits are called ${twice.name}. Keep one of them.`, {
      code: "trait-twice",
      values: { name: message("trait-name", { name: twice.name }) },
      errors: [{ path: "personality.traits", message: `${twice.name} twice` }],
    });
  return keyed;
}
