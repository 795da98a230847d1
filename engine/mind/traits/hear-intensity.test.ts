import { expect, test } from "vitest";
import { createInProcessMemoryStore } from "../../memory/in-process-memory-store.ts";
import { createRehearsalVoice } from "../../model/rehearsal/rehearsal-voice.ts";
import { routed } from "../../../test/models/routed.ts";
import { testScope } from "../../../test/model-servers/collect.ts";
import { buildPersona } from "../../../test/minds/test-circle.ts";
import { createMinds } from "../create-minds.ts";
import { readTraitCues } from "./read-trait-cues.ts";

/** Traits of the cast, of the templates, and some that nothing here was written for. */
const TRAITS =
  "Candour Patience Prudence Curiosity Optimism Precision Fairness Warmth Practicality Rigour Playfulness Humility Reflectiveness Stubbornness Combativeness Idealism Empathy Irony Self-reliance Loyalty Ambition Imagination Impatience Contrariness Skepticism Anxiety Generosity Boldness Calm Honesty Discipline Wit Thrift Nostalgia Vanity Frugality".split(
    " ",
  );
const LINES = [
  "I found a locked box in my grandmother's attic.",
  "They say that this tea cures every cold.",
  "The harvest failed, but the village wants to try again.",
  "Would you lend a stranger your bicycle?",
  "My neighbour's rooster crows at four in the morning.",
];
const SCALE = [0.1, 0.5, 0.9];

const minds = createMinds({
  voices: { modelFor: () => routed(createRehearsalVoice(async () => undefined)) },
  memory: createInProcessMemoryStore(),
  now: () => 0,
  newId: () => "id",
  report(error) {
    throw error;
  },
});

async function reply(trait: string, intensity: number, line: string, name: string): Promise<string> {
  const persona = buildPersona({ name, personality: { traits: [{ name: trait, description: "", intensity }] } });
  for await (const event of minds.tryLine(persona, line, testScope({ personaId: name })))
    if (event.type === "end") return event.text;
  throw new Error("no end");
}

/** How strongly a reply shows a trait, by the cues that read the words of any voice. They know nothing of the script. */
const judge = (trait: string, text: string): number =>
  readTraitCues([{ id: trait, name: trait, description: "", intensity: 0, inherited: false }], text)[0]?.intensity ?? 0;

test("M3 a judge that does not know the script orders three replies by their intensity, in ≥ 80 % of 36 traits and 5 lines", async () => {
  const wrong: string[] = [];
  for (const trait of TRAITS)
    for (const [index, line] of LINES.entries()) {
      const replies = await Promise.all(SCALE.map((intensity) => reply(trait, intensity, line, `Ada${index}`)));
      const [low, middle, high] = replies.map((text) => judge(trait, text)) as [number, number, number];
      if (!(low < middle && middle < high)) wrong.push(`${trait} ${low} ${middle} ${high}: ${replies.join(" | ")}`);
    }
  const share = 1 - wrong.length / (TRAITS.length * LINES.length);
  expect(share, wrong.join("\n")).toBeGreaterThanOrEqual(0.8);
});

test("M3 the judge is not fooled: of replies that do not depend on the intensity it orders hardly any", async () => {
  let ordered = 0;
  for (const trait of TRAITS)
    for (const [index, line] of LINES.entries()) {
      const replies = await Promise.all(SCALE.map((_, place) => reply(trait, 0.5, line, `Ada${index}${place}`)));
      const [low, middle, high] = replies.map((text) => judge(trait, text)) as [number, number, number];
      if (low < middle && middle < high) ordered += 1;
    }
  expect(ordered / (TRAITS.length * LINES.length)).toBeLessThan(0.2);
});
