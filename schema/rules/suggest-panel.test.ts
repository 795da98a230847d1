import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PersonaDraft } from "../messages/persona.ts";
import { suggestPanel, type Candidate } from "./suggest-panel.ts";

const { personas } = JSON.parse(readFileSync("casts/plaza.json", "utf8")) as { personas: { name: string }[] };
const cast: Candidate[] = personas.map((written) => {
  const draft = PersonaDraft.parse(written);
  const traits = draft.personality.traits.map((trait) => ({ ...trait, id: trait.name, inherited: false }));
  return { ...draft, id: draft.name, traits };
});
const HOPEFUL = ["Intrigued", "Excited"];
const DOUBTFUL = ["Pessimistic", "Skeptical"];

const TOPICS = [
  "Should the town build a second bridge?",
  "Do phones make us lonely?",
  "Who should pay for climate damage?",
  "Soll die Stadt mehr Geld für Landwirtschaft ausgeben?",
  "What makes a place feel like home?",
  "",
];

describe("suggestPanel", () => {
  test.each(TOPICS)("C1 three are suggested who would disagree: one who doubts, one who hopes (%s)", (topic) => {
    const panel = suggestPanel(topic, cast);
    const attitudes = panel.map(({ attitude }) => attitude);
    expect(new Set(panel.map(({ personaId }) => personaId)).size).toBe(3);
    expect(attitudes.some((attitude) => HOPEFUL.includes(attitude))).toBe(true);
    expect(attitudes.some((attitude) => DOUBTFUL.includes(attitude))).toBe(true);
    for (const { knows, value } of panel) expect(knows && value).toBeTruthy();
  });

  test.each([
    ["Should the bridge be closed for maintenance?", "Oriel Vance", "maintenance"],
    ["Will farming survive the weather of the next century?", "Ruta Blackwood", "farming"],
    ["Is accessible design worth its price?", "Kenzo Morwenna", "design"],
    ["Can nurses still rest between emergencies?", "Bram Adeyinka", "emergencies"],
  ])("C1 those who know about the topic are suggested, with what they know of it: %s", (topic, name, knows) => {
    expect(suggestPanel(topic, cast)).toContainEqual(expect.objectContaining({ personaId: name, knows }));
  });

  test("C1 the same topic and company give the same three, in whatever order they come", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TOPICS),
        fc.shuffledSubarray(cast, { minLength: cast.length, maxLength: cast.length }),
        (topic, shuffled) => {
          expect(suggestPanel(topic, shuffled)).toEqual(suggestPanel(topic, cast));
        },
      ),
      { numRuns: 20 },
    );
  });

  test("C1 other topics bring others; words that are in every question bring nobody", () => {
    const panels = TOPICS.map((topic) => suggestPanel(topic, cast).map(({ personaId }) => personaId));
    expect(new Set(panels.flat()).size).toBeGreaterThan(5);
    // Tavi knows “what customers really want”.
    const aboutNothing = suggestPanel("What do you really want?", cast);
    expect(aboutNothing.some(({ knows }) => knows === "what customers really want")).toBe(false);
  });

  test("C1 fewer than three candidates are all suggested, even with sparse descriptions", () => {
    const bare = { ...cast[0]!, ...PersonaDraft.parse({ name: "Bare" }), id: "bare", traits: [] };
    expect(suggestPanel("Bread?", [])).toEqual([]);
    expect(suggestPanel("Bread?", [bare])).toEqual([
      { personaId: "bare", attitude: "Neutral", knows: null, value: null },
    ]);
    expect(suggestPanel("Bread?", [bare, cast[1]!])).toHaveLength(2);
  });

  test("C1 no topic makes it fail", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (topic) => suggestPanel(topic, cast).length === 3));
  });
});
