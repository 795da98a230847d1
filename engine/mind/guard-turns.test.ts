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

test("M6 only the persona a person names may answer, whatever its share of the talk", () => {
  const monologue = ["Ada: One.", "Tom: Two.", "Ada: Three.", "Sam: Hm.", "Ada: Four.", "Tom: Five.", "Ada: Six."];
  expect(guard(...monologue, "Sam: Ada, and seven?")).toEqual({ allowed: ["Ada"], named: "Ada" });
  expect(guard(...monologue, "Sam: And seven?").named).toBeNull();
});
test("M6 only the persona that another one names may answer", () => {
  expect(guard("Sam: Hello.", "Ada: Mara, is it so?")).toEqual({ allowed: ["Mara"], named: "Mara" });
  expect(guard("Sam: Hello.", "Ada: Is it so?").allowed.toSorted()).toEqual(["Mara", "Tom"]);
});
test("M6 a person named first goes before a persona named as well", () => {
  expect(guard("Tom: Hello.", "Ada: I disagree, Mara. Sam, what do you think?").named).toBeNull();
});
