import fastCheck from "fast-check";
import { describe, expect, test } from "vitest";
import { Attitude, PersonaDraft } from "../messages/persona.ts";
import { VariationWish } from "../messages/variation.ts";
import { deriveLook } from "./derive-look.ts";
import { varyPersona } from "./vary-persona.ts";

const ada = PersonaDraft.parse({
  name: "Ada Wren",
  demographics: { age: 40 },
  attitude: "Skeptical",
  experienceLevel: "Senior",
  personality: { traits: [{ name: "Dry humour", description: "", intensity: 0.5 }] },
});
const vary = (wish: object, draft = ada) => varyPersona(draft, VariationWish.parse(wish));
const one = (wish: object, draft = ada) => vary(wish, draft)[0]!;

describe("variations", () => {
  test("M8 the same seed gives the same people, another seed others, and those of one wish differ", () => {
    const wish = { age: "older", count: 4 };
    expect(vary({ ...wish, seed: 7 })).toEqual(vary({ ...wish, seed: 7 }));
    expect(vary({ ...wish, seed: 8 })).not.toEqual(vary({ ...wish, seed: 7 }));
    const people = vary({ ...wish, seed: 7 });
    expect(new Set(people.map(({ name }) => name)).size).toBe(4);
    expect(new Set(people.map((each) => JSON.stringify(each.personality.traits))).size).toBe(4);
  });

  test("M8 each has a look of its own", () => {
    const looks = vary({ count: 6 }).map((each) => JSON.stringify(deriveLook({ ...each, traits: [] })));
    expect(new Set(looks).size).toBe(6);
  });

  test("M8 older and younger move age and experience, and nobody out of a life's bounds", () => {
    expect(one({ age: "older" })).toMatchObject({ experienceLevel: "Mastery" });
    expect(one({ age: "older" }).demographics.age).toBeGreaterThanOrEqual(49);
    expect(one({ age: "younger" })).toMatchObject({ experienceLevel: "Entry" });
    expect(one({ age: "younger" }).demographics.age).toBeLessThanOrEqual(31);
    const aged = (age: number) => PersonaDraft.parse({ name: "B", demographics: { age } });
    expect(one({ age: "younger" }, aged(20)).demographics.age).toBe(18);
    expect(one({ age: "younger" }, aged(9)).demographics.age).toBe(9);
    expect(one({ age: "older" }, aged(99)).demographics.age).toBe(99);
  });

  test.each([
    ["Skeptical", "opposite", "Intrigued"],
    ["Pessimistic", "opposite", "Excited"],
    ["Skeptical", "milder", "Neutral"],
    ["Skeptical", "firmer", "Pessimistic"],
    ["Excited", "firmer", "Excited"],
    ["Neutral", "milder", "Neutral"],
  ] as const)("M8 %s, made %s, is %s", (attitude, stance, expected) => {
    expect(one({ stance }, { ...ada, attitude }).attitude).toBe(expected);
  });

  test("M8 the opposite of somebody undecided takes a side", () => {
    for (let seed = 0; seed < 20; seed++)
      expect(one({ stance: "opposite", seed }, { ...ada, attitude: "Neutral" }).attitude).not.toBe("Neutral");
  });

  test("M8 temperament sets this persona's intensity of traits that all have, and how freely it speaks", () => {
    const calm = one({ temperament: "calmer" });
    const lively = one({ temperament: "livelier" });
    const patience = (each: PersonaDraft) => each.personality.traits.find(({ name }) => name === "Patience")!.intensity;
    expect(patience(calm)).toBeGreaterThan(patience(lively));
    expect(calm.voice.temperature).toBeLessThan(lively.voice.temperature);
    expect(calm.personality.traits.some(({ name }) => name === "Dry humour")).toBe(true);
  });

  test("M8 whatever is varied, a persona results that can be stored", () => {
    const trait = fastCheck.record({
      name: fastCheck.stringMatching(/^[a-z]{1,60}$/),
      description: fastCheck.constant(""),
      intensity: fastCheck.double({ min: 0, max: 1, noNaN: true }),
    });
    const drafts = fastCheck.record({
      name: fastCheck.stringMatching(/^[A-Z][a-zé ]{0,58}[a-z]$/),
      demographics: fastCheck.record({ age: fastCheck.option(fastCheck.nat(130)) }),
      attitude: fastCheck.constantFrom(...Attitude.options),
      personality: fastCheck.record({ traits: fastCheck.array(trait, { maxLength: 20 }) }),
    });
    const wishes = fastCheck.record({
      age: fastCheck.constantFrom("same", "younger", "older"),
      stance: fastCheck.constantFrom("same", "opposite", "milder", "firmer"),
      temperament: fastCheck.constantFrom("same", "calmer", "livelier", "blunter", "gentler"),
      count: fastCheck.integer({ min: 1, max: 6 }),
      seed: fastCheck.nat(),
    });
    fastCheck.assert(
      fastCheck.property(drafts, wishes, (draft, wish) => {
        for (const each of vary(wish, PersonaDraft.parse(draft))) expect(PersonaDraft.parse(each)).toEqual(each);
      }),
      { numRuns: 500 },
    );
  });
});
