import { expect, test } from "vitest";
import { CodebookColumn } from "../../../schema/messages/human-baseline.ts";
import { readHumanBaseline } from "../../../schema/rules/survey/baseline/read-human-baseline.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { suggestCodebook, toCodebook } from "./codebook-draft.ts";

const PROBES = listProbes({
  elements: [
    { type: "radiogroup", name: "q1", title: "Tea or coffee?", choices: ["tea", "coffee"] },
    { type: "comment", name: "why", title: "Why?" },
  ],
});

const KNOWN = {
  probes: PROBES,
  traits: [
    ...STANDARD_TRAITS,
    {
      id: "Keeps animals",
      wording: "Keeps animals",
      question: "Do you keep animals?",
      isOrdinal: false,
      values: [
        { id: "Yes", wording: "Yes" },
        { id: "No", wording: "No" },
      ],
    },
  ],
};

test("S7 columns are recognised by names of questions, traits and the weight, none twice, and can be changed", () => {
  const drafts = suggestCodebook(["Tea or Coffee?", "q1", "why", "Party", "WEIGHT", "id"], KNOWN);
  expect(drafts.map(({ meaning }) => meaning)).toEqual(["question q1", "", "", "trait party", "weight", ""]);
  const codebook = toCodebook([{ ...drafts[0]!, codes: { 1: "tea", 9: null } }, ...drafts.slice(1)]);
  expect(codebook.map((column) => CodebookColumn.parse(column))).toEqual(codebook);
  const csv = "Tea or Coffee?,q1,why,Party,WEIGHT,id\n1,,,democrat,2,a\n9,,,Republican,1,b\ncoffee,,,,1,c";
  expect(readHumanBaseline({ csv, codebook }, KNOWN)).toMatchObject({
    faults: [],
    data: {
      columns: { q1: ["tea", null, "coffee"], party: ["democrat", "republican", null] },
      weights: [2, 1, 1],
      notUnderstood: [],
    },
  });
});

test("S7 S3 a trait that researchers added is recognised by its name, and its values are read", () => {
  const drafts = suggestCodebook(["q1", "keeps animals"], KNOWN);
  expect(drafts.map(({ meaning }) => meaning)).toEqual(["question q1", "trait Keeps animals"]);
  const csv = "q1,keeps animals\ntea,yes\ncoffee,Perhaps";
  expect(readHumanBaseline({ csv, codebook: toCodebook(drafts) }, KNOWN)).toMatchObject({
    faults: [],
    data: {
      columns: { "Keeps animals": ["Yes", null] },
      notUnderstood: [{ column: "keeps animals", value: "Perhaps", count: 1 }],
    },
  });
});
