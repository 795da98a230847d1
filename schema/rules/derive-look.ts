/** A persona's default look: mask and cloth follow from its identity, the same everywhere (SPEC W9). */
import type { Look } from "../messages/look.ts";
import type { PersonaDraft } from "../messages/persona.ts";
import { hashText } from "./hash-text.ts";

type Mask = NonNullable<Look["mask"]>;
type Identity = Pick<PersonaDraft, "name" | "attitude" | "experienceLevel"> & {
  traits: { name: string; intensity: number }[];
};

const SHAPES: Mask["shape"][] = ["oval", "long", "square", "heart", "moon", "shield", "beak", "sun"];
const PATTERNS: Mask["pattern"][] = ["plain", "stripes", "dots", "rays", "waves", "diamonds", "split", "tears"];
const SILHOUETTES: Look["silhouette"][] = ["slender", "broad", "round", "tall", "small", "cloaked"];

/** Cloth (main, second, accent) and the mask's ground and paint: colours that stay distinguishable in golden and lantern light. */
const WARDROBE: { palette: Look["palette"]; colour: string; paint: string }[] = [
  { palette: ["#a63d2f", "#e8c07d", "#3b2a26"], colour: "#f0d9b5", paint: "#a63d2f" },
  { palette: ["#2f5d8a", "#d9e2ec", "#c98a2b"], colour: "#e6edf2", paint: "#24486b" },
  { palette: ["#4d6b3c", "#d8c99b", "#7a3b1d"], colour: "#e5dcb6", paint: "#45602f" },
  { palette: ["#6b4a8f", "#e3cfe8", "#d8a441"], colour: "#ecdff0", paint: "#5b3b80" },
  { palette: ["#c4822e", "#fbe6b8", "#274046"], colour: "#f6d58e", paint: "#7a4312" },
  { palette: ["#1f6f6b", "#cfe8dd", "#b5482f"], colour: "#d5ece2", paint: "#175753" },
  { palette: ["#8c2f57", "#f3d2dc", "#2f3e5c"], colour: "#f5dbe2", paint: "#8c2f57" },
  { palette: ["#3b3f4a", "#c9c5bb", "#d0503a"], colour: "#dad6cc", paint: "#30333d" },
  { palette: ["#7d5a3c", "#f0e0c4", "#2d6a73"], colour: "#c99e70", paint: "#4a2f1b" },
  { palette: ["#2a3a63", "#e9b872", "#8f2d3a"], colour: "#33467a", paint: "#f0c887" },
  { palette: ["#5f7f8c", "#f2efe6", "#a1542a"], colour: "#8eaab3", paint: "#f7f3e8" },
  { palette: ["#b35d6a", "#fae3d9", "#3f5145"], colour: "#cf8089", paint: "#fff0e6" },
];

const FACES: Record<Identity["attitude"], Pick<Mask, "brow" | "mouth">> = {
  Pessimistic: { brow: "furrowed", mouth: "frown" },
  Skeptical: { brow: "slanted", mouth: "smirk" },
  Neutral: { brow: "calm", mouth: "straight" },
  Intrigued: { brow: "raised", mouth: "small" },
  Excited: { brow: "arched", mouth: "open" },
};

/** Deterministic in name, traits and attitude. The name matters most, so two personas rarely share a look. */
export function deriveLook({ name, attitude, experienceLevel, traits }: Identity): Look {
  const strongest = traits.toSorted((a, b) => b.intensity - a.intensity)[0]?.name ?? "";
  const { palette, colour, paint } = pick(WARDROBE, `cloth ${name}`);
  const face = FACES[attitude];
  return {
    palette,
    silhouette: pick(SILHOUETTES, `body ${name}`),
    mask: {
      shape: pick(SHAPES, `shape ${name}`),
      pattern: pick(PATTERNS, `pattern ${name} ${strongest}`),
      brow: experienceLevel === "Mastery" && attitude === "Neutral" ? "heavy" : face.brow,
      mouth: attitude === "Neutral" && /warm|kind|friendly|cheer|humou?r/i.test(strongest) ? "smile" : face.mouth,
      colour,
      paint,
    },
  };
}

function pick<Item>(items: readonly Item[], key: string): Item {
  const item = items[hashText(key) % items.length];
  if (item === undefined) throw new Error("Nothing to pick from.");
  return item;
}
