/** Variations of a persona by rule: the same wish and seed give the same people (SPEC M8). */
import { Attitude, ExperienceLevel, MAX_TRAITS, type PersonaDraft } from "../messages/persona.ts";
import type { VariationWish } from "../messages/variation.ts";
import { traitKey } from "./trait-key.ts";
import { seededRandom } from "./seeded-random.ts";

const YOUNGEST = 18;
const OLDEST = 95;
/** Of somebody whose age is not known. */
const TYPICAL_AGE = 42;
const LEAST_YEARS = 9;
const MOST_YEARS = 24;
/** How far an intensity strays from the original's, at most. */
const STRAY = 0.15;
const LONGEST_NAME = 60;

type Traits = PersonaDraft["personality"]["traits"];
type Temperament = Exclude<VariationWish["temperament"], "same">;

/** Own intensities of core traits, which every persona has. */
const TEMPERAMENTS: Record<Temperament, { warmer: number; traits: Record<string, number> }> = {
  calmer: { warmer: -0.2, traits: { Patience: 0.9, Curiosity: 0.45 } },
  livelier: { warmer: 0.25, traits: { Patience: 0.2, Curiosity: 0.9 } },
  blunter: { warmer: 0, traits: { Candour: 0.95, Warmth: 0.25 } },
  gentler: { warmer: 0, traits: { Candour: 0.4, Warmth: 0.95 } },
};

/** @returns `count` drafts, each with a number after its name and a look of its own */
export function varyPersona(draft: PersonaDraft, wish: VariationWish): PersonaDraft[] {
  return Array.from({ length: wish.count }, (_, index) => {
    const random = seededRandom(wish.seed, index);
    const age = varyAge(draft.demographics.age, wish.age, random);
    const temper = wish.temperament === "same" ? null : TEMPERAMENTS[wish.temperament];
    const suffix = ` ${index + 2}`;
    return {
      ...draft,
      name: `${[...draft.name]
        .slice(0, LONGEST_NAME - suffix.length)
        .join("")
        .trim()}${suffix}`,
      look: null,
      demographics: { ...draft.demographics, age },
      experienceLevel: varyExperience(draft.experienceLevel, wish.age),
      attitude: varyAttitude(draft.attitude, wish.stance, random),
      voice: { ...draft.voice, temperature: within(0.2, draft.voice.temperature + (temper?.warmer ?? 0), 1.5) },
      personality: {
        ...draft.personality,
        traits: withTraits(strayTraits(draft.personality.traits, random), temper?.traits ?? {}),
      },
    };
  });
}

const within = (least: number, value: number, most: number): number =>
  Math.round(Math.min(most, Math.max(least, value)) * 100) / 100;

function varyAge(age: number | null, change: VariationWish["age"], random: () => number): number | null {
  if (change === "same") return age;
  const years = Math.round(LEAST_YEARS + random() * (MOST_YEARS - LEAST_YEARS));
  const from = age ?? TYPICAL_AGE;
  // Children stay children: nobody grows up by being made younger.
  return change === "older"
    ? Math.max(from, Math.min(OLDEST, from + years))
    : Math.min(from, Math.max(YOUNGEST, from - years));
}

function varyExperience(
  level: PersonaDraft["experienceLevel"],
  change: VariationWish["age"],
): PersonaDraft["experienceLevel"] {
  const levels = ExperienceLevel.options;
  const step = { same: 0, younger: -1, older: 1 }[change];
  return levels[Math.min(levels.length - 1, Math.max(0, levels.indexOf(level) + step))]!;
}

/** Attitudes are in order, from against to in favour. */
function varyAttitude(
  attitude: PersonaDraft["attitude"],
  change: VariationWish["stance"],
  random: () => number,
): PersonaDraft["attitude"] {
  const scale = Attitude.options;
  const middle = (scale.length - 1) / 2;
  const lean = scale.indexOf(attitude) - middle;
  const side = lean === 0 ? (random() < 0.5 ? -1 : 1) : Math.sign(lean);
  const moved = {
    same: lean,
    opposite: lean === 0 ? side : -lean,
    milder: lean - Math.sign(lean),
    firmer: side * Math.min(middle, Math.abs(lean) + 1),
  }[change];
  return scale[middle + moved]!;
}

const strayTraits = (traits: Traits, random: () => number): Traits =>
  traits.map((trait) => ({ ...trait, intensity: within(0.05, trait.intensity + (random() * 2 - 1) * STRAY, 1) }));

function withTraits(traits: Traits, wanted: Record<string, number>): Traits {
  const others = traits.filter(({ name }) => !Object.keys(wanted).some((key) => traitKey(key) === traitKey(name)));
  const added = Object.entries(wanted).map(([name, intensity]) => ({ name, description: "", intensity }));
  return [...others.slice(0, MAX_TRAITS - added.length), ...added];
}
