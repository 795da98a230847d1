import { expect, test } from "vitest";
import { mayLeadDebate } from "./lead-debate.ts";

const members = [
  { id: "ada", kind: "person" },
  { id: "ben", kind: "person" },
  { id: "clio", kind: "persona" },
] as const;
const leadersOf = (moderatorId: string | null, leader = "") => {
  const debate = moderatorId === null ? null : { moderatorId };
  return ["ada", "ben"].filter((id) => mayLeadDebate(debate, members, { id, leads: id === leader }));
};

test("C2 where a person moderates, they and whoever leads the circle lead the debate; otherwise all who steer do", () => {
  expect(leadersOf("ada")).toEqual(["ada"]);
  expect(leadersOf("ada", "ben")).toEqual(["ada", "ben"]);
  for (const moderatorId of ["clio", "gone", null]) expect(leadersOf(moderatorId)).toEqual(["ada", "ben"]);
});
