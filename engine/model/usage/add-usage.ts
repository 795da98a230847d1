/** Adds up the usage of several calls: exact only when every one is. */
import type { Usage } from "../language-model.ts";

export const NO_USAGE: Usage = {
  input: 0,
  output: 0,
  reasoning: 0,
  cached: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  exact: true,
  raw: null,
};

export const addUsage = (one: Usage, other: Usage): Usage => ({
  input: one.input + other.input,
  output: one.output + other.output,
  reasoning: one.reasoning + other.reasoning,
  cached: one.cached + other.cached,
  cacheWrite5m: one.cacheWrite5m + other.cacheWrite5m,
  cacheWrite1h: one.cacheWrite1h + other.cacheWrite1h,
  exact: one.exact && other.exact,
  raw: other.raw ?? one.raw,
});
