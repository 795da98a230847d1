import { expect, test } from "vitest";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import { changeDraft } from "./change-draft.ts";

const draft = PersonaDraft.parse({ name: "Ida", demographics: { age: 40, location: "Ulm" } });

test("M1 changing one field of a group keeps the others", () => {
  const changed = changeDraft(draft, { demographics: { age: 41 } });
  expect(changed.demographics).toMatchObject({ age: 41, location: "Ulm" });
  expect(changed.name).toBe("Ida");
});

test("M2 an import replaces everything", () => {
  const imported = PersonaDraft.parse({ name: "Otto" });
  expect(changeDraft(draft, { whole: imported })).toBe(imported);
});
