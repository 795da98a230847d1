/** A value that fits a JSON schema, chosen by hash: a stand-in for structured output, and no more than that. */
import { seededHash } from "./seeded-hash.ts";

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  maximum?: number;
};

/** @param seed hash of the request; each part of the answer mixes in its own path */
export function rehearsalAnswer(schema: Record<string, unknown>, seed: number, path = "$"): unknown {
  const { type, ...part } = schema as Schema;
  const pick = (count: number) => seededHash(path, seed) % count;
  if (part.const !== undefined) return part.const;
  if (part.enum?.length) return part.enum[pick(part.enum.length)];
  const choices = part.anyOf ?? part.oneOf;
  if (choices?.length) return rehearsalAnswer(choices[0]!, seed, path);
  switch (Array.isArray(type) ? type[0] : type) {
    case "object":
      return Object.fromEntries(
        Object.entries(part.properties ?? {}).map(([name, child]) => [
          name,
          rehearsalAnswer(child, seed, `${path}.${name}`),
        ]),
      );
    case "array":
      return Array.from({ length: part.minItems ?? 0 }, (_, index) =>
        rehearsalAnswer(part.items ?? {}, seed, `${path}[${index}]`),
      );
    case "number": {
      const low = part.minimum ?? 0;
      return low + (((part.maximum ?? low + 1) - low) * pick(101)) / 100;
    }
    case "integer": {
      const low = Math.ceil(part.minimum ?? 0);
      return low + pick(Math.max(1, Math.floor((part.maximum ?? low + 10) - low + 1)));
    }
    case "boolean":
      return pick(2) === 1;
    case "null":
      return null;
    default:
      return "rehearsal";
  }
}
