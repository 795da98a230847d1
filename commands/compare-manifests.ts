import { isDeepStrictEqual } from "node:util";
import type { ManifestProbe, RunManifest } from "../schema/messages/run-manifest.ts";

/** `what`: a part of the manifest. */
export type Difference = { what: string; first: string; again: string };

const PARTS: { what: string; read: (manifest: RunManifest) => unknown }[] = [
  { what: "version of Dramatis", read: ({ version }) => version },
  { what: "questions", read: ({ survey }) => survey.model },
  { what: "target", read: ({ target }) => target.definition },
  { what: "settings", read: ({ settings }) => settings },
  { what: "analysis plan", read: ({ plan }) => plan },
  { what: "models", read: ({ models }) => models.map(({ model }) => model) },
  { what: "respondents", read: ({ respondents }) => respondents },
];

/** What is not the same in two runs: what they were made of, then what came out, question by question. */
export function compareManifests(first: RunManifest, again: RunManifest): Difference[] {
  const parts = PARTS.flatMap(({ what, read }) => differ(what, read(first), read(again)));
  const ids = [...new Set([...first.probes, ...again.probes].map(({ id }) => id))];
  const find = (manifest: RunManifest, id: string) => manifest.probes.find((probe) => probe.id === id);
  return [...parts, ...ids.flatMap((id) => compareProbes(id, find(first, id), find(again, id)))];
}

function compareProbes(id: string, first: ManifestProbe | undefined, again: ManifestProbe | undefined): Difference[] {
  if (!first || !again) return differ(`${id}: asked`, first !== undefined, again !== undefined);
  const { prompts: _prompts, answers: _answers, ...outcome } = first;
  const { prompts: _prompts2, answers: _answers2, ...outcomeAgain } = again;
  const isSameOutcome = isDeepStrictEqual(outcome, outcomeAgain);
  return [
    ...differ(`${id}: prompts`, first.prompts, again.prompts),
    // Who gave which answer may differ where as many gave each.
    ...(isSameOutcome ? differ(`${id}: who answered what`, first.answers, again.answers) : []),
    ...differ(`${id}: answers`, countsOf(first), countsOf(again)),
  ];
}

const countsOf = ({ counts, answered, refused, unclear, failed }: ManifestProbe) =>
  Object.keys(counts).length > 0 ? { ...counts, refused, unclear, failed } : { answered, refused, unclear, failed };

const differ = (what: string, first: unknown, again: unknown): Difference[] =>
  isDeepStrictEqual(first, again) ? [] : [{ what, first: JSON.stringify(first), again: JSON.stringify(again) }];
