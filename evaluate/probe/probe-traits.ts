/** Whether the intensity of a trait can be heard (SPEC M3): three replies to one line, at 0.1, 0.5 and 0.9. */
import type { MindVoices } from "../../engine/mind/create-minds.ts";
import { readTraitCues } from "../../engine/mind/traits/read-trait-cues.ts";
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { share, type Example, type Figure } from "../measure/figure.ts";
import { watchMinds } from "../talk/watch-minds.ts";

const INTENSITIES = [0.1, 0.5, 0.9];
const LINES: readonly (readonly [trait: string, description: string, line: string])[] = [
  ["Curiosity", "Wants to know more and asks.", "I found a locked box in my grandmother's attic."],
  ["Scepticism", "Doubts claims until shown.", "They say that this tea cures every cold."],
  ["Optimism", "Expects things to go well.", "The harvest failed, but the village wants to try again."],
  ["Warmth", "Shows that it likes people.", "I did not sleep, my mother is in hospital."],
];

/** A reply's strength of the trait by its lexical cues; the order of three replies must not fall, and rise in the end. */
export async function probeTraits(voices: MindVoices, persona: Persona, seed: number): Promise<Figure> {
  const failed: Example[] = [];
  const scope = scopeOfSystem("default", "evaluate", new AbortController().signal);
  for (const [name, description, line] of LINES) {
    const read: { reply: string; strength: number }[] = [];
    for (const intensity of INTENSITIES) {
      const trait = { id: name, name, description, intensity, inherited: false };
      const { minds } = watchMinds(voices, seed);
      let reply = "";
      for await (const event of minds.tryLine({ ...persona, traits: [trait] }, line, scope))
        if (event.type === "end") reply = event.text;
      read.push({ reply, strength: readTraitCues([{ ...trait, intensity: 0 }], reply)[0]?.intensity ?? 0 });
    }
    const [low, middle, high] = read.map(({ strength }) => strength) as [number, number, number];
    if (low <= middle && middle <= high && low < high) continue;
    const text = read.map(({ reply }, index) => `${INTENSITIES[index]}: ${reply}`).join(" | ");
    failed.push({
      talk: line,
      text,
      note: `${name}: ${[low, middle, high].map((value) => value.toFixed(2)).join(", ")}`,
    });
  }
  return {
    key: "traitEffect",
    title: "Three intensities of a trait are heard in their order",
    method: "by the lexical cues of the trait in replies at 0.1, 0.5 and 0.9",
    value: share(LINES.length - failed.length, LINES.length),
    unit: "share",
    over: LINES.length,
    examples: failed,
  };
}
