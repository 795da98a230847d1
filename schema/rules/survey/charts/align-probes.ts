import type { ProbeResult } from "../../../messages/run-results.ts";

/** One question of several runs: their results, in the order of the runs; undefined where a run did not ask it so. */
export type AlignedProbe = { key: string; title: string; probes: (ProbeResult | undefined)[] };

/**
 * Questions with options, by the order of the runs that ask them. Surveys reuse ids, and bins of numbers follow the
 * answers: only what was asked alike, with the same options, stands side by side.
 */
export function alignProbes(runs: readonly (readonly ProbeResult[])[]): AlignedProbe[] {
  const byRun = runs.map((probes) => new Map(probes.map((probe) => [keyOf(probe), probe])));
  const asked = new Map(runs.flat().map((probe) => [keyOf(probe), probe]));
  return [...asked]
    .filter(([, { options }]) => options.length > 0)
    .map(([key, { title }]) => ({ key, title, probes: byRun.map((probes) => probes.get(key)) }));
}

const keyOf = ({ id, kind, title, options }: ProbeResult): string =>
  JSON.stringify([id, kind, title, ...options.map(({ value, text }) => [value, text])]);
