import { expect, test } from "vitest";
import { RunSettings } from "../schema/messages/run.ts";
import type { RunManifest } from "../schema/messages/run-manifest.ts";
import { compareManifests } from "./compare-manifests.ts";

const manifest: RunManifest = {
  format: "dramatis-run-1",
  isSimulated: true,
  version: "0.1.0",
  run: { id: "r1", name: "First", status: "COMPLETED", createdAt: "2026-12-01T06:00:00Z", endedAt: null },
  survey: { id: "s1", version: 1, name: "Survey", model: { pages: [] } },
  target: { id: "t1", version: 1, name: "Target", definition: { kind: "people", people: [{ age: "18-24" }] } },
  settings: RunSettings.parse({ method: "alterity", size: 2 }),
  plan: null,
  respondents: { count: 2, hash: "aa" },
  models: [{ model: "local/small", answers: 2 }],
  probes: [
    {
      id: "vote",
      answered: 2,
      refused: 0,
      unclear: 0,
      failed: 0,
      prompts: "p",
      answers: "a",
      counts: { "0": 1, "1": 1 },
    },
  ],
};
const changed = (probe: Partial<RunManifest["probes"][0]>): RunManifest => ({
  ...manifest,
  run: { ...manifest.run, id: "r2", name: "Again" },
  probes: [{ ...manifest.probes[0]!, ...probe }],
});

test("S9 a run that came out the same has no differences, whatever it is called", () => {
  expect(compareManifests(manifest, changed({}))).toEqual([]);
});

test("S9 another model, other prompts and other answers are named, with what they were", () => {
  const again = changed({ prompts: "q", answers: "b", counts: { "0": 2 } });
  expect(compareManifests(manifest, { ...again, models: [{ model: "local/large", answers: 2 }] })).toEqual([
    { what: "models", first: '["local/small"]', again: '["local/large"]' },
    { what: "vote: prompts", first: '"p"', again: '"q"' },
    {
      what: "vote: answers",
      first: '{"0":1,"1":1,"refused":0,"unclear":0,"failed":0}',
      again: '{"0":2,"refused":0,"unclear":0,"failed":0}',
    },
  ]);
});

test("S9 equal counts from other people differ; a question that was not asked again is named", () => {
  expect(compareManifests(manifest, changed({ answers: "b" }))).toEqual([
    { what: "vote: who answered what", first: '"a"', again: '"b"' },
  ]);
  expect(compareManifests(manifest, { ...manifest, probes: [] })).toEqual([
    { what: "vote: asked", first: "true", again: "false" },
  ]);
});
