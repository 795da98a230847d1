import { expect, test } from "vitest";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import { readDraft } from "./read-draft.ts";

test("M2 an exported persona is imported unchanged", () => {
  const draft = PersonaDraft.parse({ name: "Ida", attitude: "Excited", background: { expertise: ["bees"] } });
  expect(readDraft(JSON.stringify(draft))).toEqual({ draft, problem: null });
});

test("M2 a file that is not a persona is refused with the reason", () => {
  expect(readDraft("{").problem).toBe("JSON");
  expect(readDraft('{"description": "no name"}').problem).toMatch(/name/);
  expect(readDraft('{"name": "Ida", "attitude": "Grumpy"}').problem).toMatch(/attitude/);
});
