import { expect, test } from "vitest";
import { guardTurns } from "./guard-turns.ts";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { readFlow } from "./weigh-flow.ts";

const personas = ["Ada", "Tom", "Mara"].map((name) => buildPersona({ name }));
function guard(...lines: string[]) {
  const view = buildView({ personas, people: ["Sam"], lines });
  const { personas: allowed, named } = guardTurns(view, personas, readFlow(view));
  return { allowed: allowed.map(({ name }) => name), named: named?.name ?? null };
}

test("M6 whom a person names is the only one who may answer, however much of the talk was theirs", () => {
  const monologue = ["Ada: One.", "Tom: Two.", "Ada: Three.", "Sam: Hm.", "Ada: Four.", "Tom: Five.", "Ada: Six."];
  expect(guard(...monologue, "Sam: Ada, and seven?")).toEqual({ allowed: ["Ada"], named: "Ada" });
  expect(guard(...monologue, "Sam: And seven?").named).toBeNull();
});
test("M6 whom a persona names is the only one who may answer", () => {
  expect(guard("Sam: Hello.", "Ada: Mara, is it so?")).toEqual({ allowed: ["Mara"], named: "Mara" });
  expect(guard("Sam: Hello.", "Ada: Is it so?").allowed.toSorted()).toEqual(["Mara", "Tom"]);
});
test("M6 a person who is asked first goes before the persona that is called beside", () => {
  expect(guard("Tom: Hello.", "Ada: I disagree, Mara. Sam, what do you think?").named).toBeNull();
});
