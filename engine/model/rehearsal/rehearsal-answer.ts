/** A value that fits a JSON schema, chosen by hash, as a stand-in for structured output. */
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
      return answerObject(part, seed, path);
    case "array":
      return answerArray(part, seed, path);
    case "number":
      return pickNumber(part, pick);
    case "integer":
      return pickInteger(part, pick);
    case "boolean":
      return pick(2) === 1;
    case "null":
      return null;
    default:
      return "rehearsal";
  }
}

function answerObject({ properties = {} }: Omit<Schema, "type">, seed: number, path: string): object {
  const answers = Object.entries(properties).map(([name, child]) => [
    name,
    rehearsalAnswer(child, seed, `${path}.${name}`),
  ]);
  return Object.fromEntries(answers);
}

const answerArray = (
  { minItems: length = 0, items = {} }: Omit<Schema, "type">,
  seed: number,
  path: string,
): unknown[] => Array.from({ length }, (_, index) => rehearsalAnswer(items, seed, `${path}[${index}]`));

type Range = Pick<Schema, "minimum" | "maximum">;
/** Chooses a number from 0 to `count` − 1. */
type Choose = (count: number) => number;

function pickNumber({ minimum: low = 0, maximum = low + 1 }: Range, pick: Choose): number {
  return low + ((maximum - low) * pick(101)) / 100;
}

function pickInteger({ minimum = 0, maximum }: Range, pick: Choose): number {
  const low = Math.ceil(minimum);
  return low + pick(Math.max(1, Math.floor((maximum ?? low + 10) - low + 1)));
}
