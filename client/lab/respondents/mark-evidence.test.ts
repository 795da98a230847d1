import { expect, test } from "vitest";
import { markEvidence } from "./mark-evidence.ts";

test("S3 the words that labels quote are marked where they stand, also where quotes overlap; the text stays whole", () => {
  const answer = "I'm a Catholic man of forty, and a Democrat.";
  const pieces = markEvidence(answer, [
    { traitId: "religion", evidence: "I'm a Catholic" },
    { traitId: "gender", evidence: "a Catholic man" },
    { traitId: "party", evidence: "not in it" },
  ]);
  expect(pieces).toEqual([
    { text: "I'm ", traitIds: ["religion"] },
    { text: "a Catholic", traitIds: ["religion", "gender"] },
    { text: " man", traitIds: ["gender"] },
    { text: " of forty, and a Democrat.", traitIds: [] },
  ]);
  expect(pieces.map(({ text }) => text).join("")).toBe(answer);
  expect(markEvidence("Nothing", [])).toEqual([{ text: "Nothing", traitIds: [] }]);
});
