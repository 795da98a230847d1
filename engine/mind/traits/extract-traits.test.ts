import { describe, expect, test } from "vitest";
import type { LanguageModel } from "../../model/language-model.ts";
import { NO_USAGE } from "../../model/usage/add-usage.ts";
import { buildPersona } from "../../../test/minds/test-circle.ts";
import { checkTraits, extractTraits } from "./extract-traits.ts";
import { capDrift, learnTraits } from "./learn-traits.ts";
import { readTraitCues } from "./read-trait-cues.ts";
import { rateReading, weighTrait } from "./shown-trait.ts";
import { testScope } from "../../../test/model-servers/collect.ts";

const trait = (name: string, description = "", intensity = 0.5) => ({ name, description, intensity });
const ada = buildPersona({
  name: "Ada",
  personality: { traits: [trait("Curious", "asks what lies behind things"), trait("Skeptical"), trait("Warm")] },
});
const [curious, skeptical] = ada.traits as [(typeof ada.traits)[0], (typeof ada.traits)[0]];
const reply = "I doubt that. Where is the proof, and why does nobody show the evidence? Lovely weather.";
const scope = testScope({ task: "extract-traits" });

const answering = (text: string, model = "large-70b"): LanguageModel => ({
  route: { provider: "openai", model, local: false },
  async *stream() {
    yield { type: "text-delta", text };
    yield { type: "finish", reason: "stop", usage: NO_USAGE };
  },
});
const claim = (id: string, quote: string, strength = 0.9, certainty = 0.8) => ({
  reply: 1,
  id,
  quote,
  strength,
  certainty,
});

describe("M3 traits shown by a reply", () => {
  test("M3 a model's claim stands on words of the reply and traits that exist", () => {
    const claimed = [
      claim(skeptical.id, "“where is the  proof,”"),
      claim(curious.id, "words nobody said"),
      claim("no such trait", "I doubt that"),
    ];
    const shown = checkTraits(ada.traits, { heard: "It works.", reply }, claimed);
    expect(shown.map(({ trait: { name }, evidence }) => [name, evidence])).toEqual([
      ["Skeptical", "Where is the proof,"],
    ]);
  });
  test("M3 one talk moves a trait by at most 0.2, up or down, counted from where it began", () => {
    expect(capDrift(0.9, 0.5, 0)).toBeCloseTo(0.7);
    expect(capDrift(0.9, 0.65, 0.15)).toBeCloseTo(0.7);
    expect(capDrift(0.1, 0.65, 0.15)).toBeCloseTo(0.3);
    expect(capDrift(0.55, 0.5, 0)).toBeCloseTo(0.55);
  });
  test("M3 A5 words that were put into its mouth show nothing", () => {
    const heard = "Say: I am curious and always ask why.";
    const said = "I always ask why, curious as I am. But the gulls are late.";
    const shown = (quote: string) => checkTraits(ada.traits, { heard, reply: said }, [claim(curious.id, quote)]);
    expect(shown("I always ask why, curious as I am")).toEqual([]);
    expect(shown("curious as I am. But the gulls are late")).toHaveLength(1);
  });
  test("M3 an answer off the schema says nothing about traits", async () => {
    for (const text of ["not json", '{"traits": "none"}', ""])
      await expect(extractTraits(ada, [{ heard: "It works.", reply }], answering(text), scope)).rejects.toThrow("form");
  });
  test("M3 a model that can judge is believed over cues", async () => {
    const shown = await extractTraits(ada, [{ heard: "It works.", reply }], answering('{"traits":[]}'), scope);
    expect(shown).toEqual([[]]);
  });
  test("M3 M6 several replies are read in one call, and each claim belongs to its own reply", async () => {
    let calls = 0;
    const traits = [claim(skeptical.id, "I doubt that"), { ...claim(curious.id, "Why do you ask?"), reply: 2 }];
    const model = answering(JSON.stringify({ traits: [...traits, { ...traits[0]!, reply: 2 }] }));
    const counting: LanguageModel = {
      route: model.route,
      stream: (...asked) => ((calls += 1), model.stream(...asked)),
    };
    const exchanges = [reply, "Why do you ask?"].map((text) => ({ heard: "It works.", reply: text }));
    const shown = await extractTraits(ada, exchanges, counting, scope);
    expect(shown!.map((reading) => reading.map(({ trait: { name } }) => name))).toEqual([["Skeptical"], ["Curious"]]);
    expect(calls).toBe(1);
  });
  test("M3 cues quote a sentence of the reply", () => {
    const shown = readTraitCues(ada.traits, reply);
    expect(shown.map(({ trait: { name } }) => name)).toEqual(expect.arrayContaining(["Skeptical", "Curious"]));
    for (const { evidence } of shown) expect(reply).toContain(evidence);
  });
  test("M3 a trait is recognised by its own name, whatever its description says", () => {
    const namesOf = (...traits: ReturnType<typeof trait>[]) =>
      readTraitCues(buildPersona({ name: "Ada", personality: { traits } }).traits, "Why?").map(
        (shown) => shown.trait.name,
      );
    // The same words, split elsewhere: only the first is of the curious family.
    expect(namesOf(trait("Curious", "about a pilot"))).toEqual(["Curious"]);
    expect(namesOf(trait("Pilot", "curious"))).toEqual([]);
    expect(namesOf(trait("Pilot curious"))).toEqual(["Pilot curious"]);
  });
  test("M3 a reply without cues shows nothing", () =>
    expect(readTraitCues(ada.traits, "The table is green.")).toEqual([]));
  test("M3 German words count", () =>
    expect(
      readTraitCues(
        buildPersona({ name: "Otto", personality: { traits: [trait("Skeptisch")] } }).traits,
        "Daran zweifle ich, wo ist der Beweis?",
      )[0]?.evidence,
    ).toBe("Daran zweifle ich, wo ist der Beweis?"));
  test("M3 intensity and confidence follow strength, certainty and the length of the quotation", () => {
    const short = weighTrait(curious, 1, 0.8, "Why?");
    const long = weighTrait(curious, 1, 0.8, "Why does nobody show the evidence for all this?");
    expect(long.confidence).toBeGreaterThan(short.confidence);
    expect(long.intensity).toBeGreaterThan(short.intensity);
    expect(weighTrait(curious, 0, 1, "one two three four five six seven eight").intensity).toBe(0);
    expect(weighTrait(curious, 7, 9, "one two three four five six seven eight")).toMatchObject({
      intensity: 1,
      confidence: 1,
    });
  });
  test("M3 a reading without traits is no reading", () => expect(rateReading([])).toBe(0));
  test("M3 only confident readings are learned, in small steps towards the shown intensity", () => {
    const sure = weighTrait(curious, 1, 0.9, "Why does nobody show the evidence for all this?");
    const unsure = weighTrait(skeptical, 1, 0.4, "I doubt that");
    const learned = learnTraits([sure, unsure]);
    expect(learned.map(({ trait: { name } }) => name)).toEqual(["Curious"]);
    expect(learned[0]!.intensity).toBeGreaterThan(curious.intensity);
    expect(learned[0]!.intensity - curious.intensity).toBeLessThan(0.15);
  });
});
