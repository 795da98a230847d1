import { expect, test } from "vitest";
import { buildPersona } from "../../test/minds/test-circle.ts";
import { withoutMacros } from "./without-macros.ts";

test("M2 no text of a persona reaches a prompt with a card's placeholder in it, wherever it was written", () => {
  const persona = buildPersona({
    name: "Mara",
    description: "{{char}} likes {{user}}.",
    systemPrompt: "Be {{char}}{{random:,!}}",
    background: { expertise: ["<BOT>'s lamp"] },
    personality: { traits: [{ name: "kind to {{user}}", description: "", intensity: 0.5 }] },
  });
  const filled = withoutMacros(persona);
  expect(JSON.stringify(filled.description + filled.systemPrompt + filled.background.expertise)).not.toMatch(
    /\{\{|<BOT/,
  );
  expect(filled.description).toBe("Mara likes the visitor.");
  expect(filled.traits.map(({ name }) => name)).toContain("kind to the visitor");
  expect({ ...filled, description: "" }).toMatchObject({
    id: persona.id,
    look: persona.look,
    version: persona.version,
  });
});
