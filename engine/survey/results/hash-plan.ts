import { createHash } from "node:crypto";
import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";

/** SHA-256 of the plan, hexadecimal: the same for the same plan, however its JSON is written. */
export const hashPlan = (plan: AnalysisPlan): string =>
  createHash("sha256")
    .update(JSON.stringify(sortKeys(plan)))
    .digest("hex");

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
