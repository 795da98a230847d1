import { expect, test } from "vitest";
import type { WantedTraits } from "../../../schema/messages/target.ts";
import type { LabelledBackstory, TraitDistribution } from "../../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { countFitting } from "./count-fitting.ts";

const label = (distribution: Record<string, number>): TraitDistribution => ({
  distribution,
  source: "sampled",
  count: 40,
});
const POOL: LabelledBackstory[] = [
  { id: "a", labels: { party: label({ democrat: 1 }), gender: label({ woman: 1 }) } },
  { id: "b", labels: { party: label({ democrat: 0.6, republican: 0.4 }), gender: label({ man: 1 }) } },
  { id: "c", labels: { party: label({ independent: 0.5, republican: 0.5 }), gender: label({ woman: 1 }) } },
  { id: "d", labels: {} },
];

test("S4 of each group those are counted whose match would be sufficient: at least as likely as not, of each trait", () => {
  const groups: WantedTraits[] = [
    { party: ["democrat"] },
    // Of the last, nothing is known: half of the values.
    { party: ["independent", "republican"] },
    { party: ["democrat"], gender: ["woman"] },
    { gender: ["woman", "man"] },
    { party: ["other-party"] },
    { "Likes trains": ["yes"] },
  ];
  expect(countFitting(POOL, groups, STANDARD_TRAITS)).toEqual([2, 2, 1, 4, 0, 0]);
});
