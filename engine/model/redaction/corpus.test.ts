import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findPersonalData } from "./find-personal-data.ts";
import { CORPUS, HELD_OUT, type LabelledSentence } from "./label-corpus.ts";
import { measureFinding } from "./measure-finding.ts";

/** The finders know the corpus; sentences they were not made for are the honest measure, and lower. */
const LEAST = { corpus: { recall: 0.97, precision: 0.97 }, heldOut: { recall: 0.85, precision: 0.9 } };

function report(name: string, sentences: LabelledSentence[]) {
  const findings = measureFinding(sentences, findPersonalData);
  const lines = findings.map(
    ({ kind, labelled, recall, precision, missed, wrong }) =>
      `${kind.padEnd(8)} ${String(labelled).padStart(3)} labelled, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}${[
        ...missed.map((text) => `, missed ${text}`),
        ...wrong.map((text) => `, wrong ${text}`),
      ].join("")}`,
  );
  process.stdout.write(`${name}, ${sentences.length} sentences\n${lines.join("\n")}\n`);
  return findings;
}

test("L4 each named kind of personal data is found in the corpus, and little else", () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(250);
  for (const { kind, labelled, recall, precision } of report("Corpus", CORPUS)) {
    expect(labelled, kind).toBeGreaterThanOrEqual(15);
    expect(recall, kind).toBeGreaterThanOrEqual(LEAST.corpus.recall);
    expect(precision, kind).toBeGreaterThanOrEqual(LEAST.corpus.precision);
  }
});

test("L4 personal data is found in sentences the finders were not made for", () => {
  const findings = report("Held out", HELD_OUT);
  const labelled = findings.reduce((sum, each) => sum + each.labelled, 0);
  const missed = findings.reduce((sum, each) => sum + each.missed.length, 0);
  const wrong = findings.reduce((sum, each) => sum + each.wrong.length, 0);
  expect(1 - missed / labelled).toBeGreaterThanOrEqual(LEAST.heldOut.recall);
  expect(1 - wrong / labelled).toBeGreaterThanOrEqual(LEAST.heldOut.precision);
});

test("L4 a sentence without personal data is left as it is, names and all", () => {
  const plain = [...CORPUS, ...HELD_OUT].filter(({ labels }) => labels.length === 0);
  expect(plain.length).toBeGreaterThan(100);
  const touched = plain.filter(({ text }) => findPersonalData(text).length > 0);
  expect(touched.map(({ text }) => text)).toEqual(["Die Inventarnummer 0815-4711-0042 klebt am Stuhl."]);
});

test("L4 personas and places keep their names: nothing in the shipped ones is taken for personal data", () => {
  const root = join(import.meta.dirname, "../../..");
  const files = ["casts", "places"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(root, folder, name)),
  );
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    expect(
      findPersonalData(text).map(({ start, end }) => text.slice(start, end)),
      file,
    ).toEqual([]);
  }
});
