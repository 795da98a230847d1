import type { z } from "zod";

/** Null when it is not JSON, or not of that shape. */
export function readJsonLine<Value>(line: string | null, shape: z.ZodType<Value>): Value | null {
  if (line === null) return null;
  try {
    return shape.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
