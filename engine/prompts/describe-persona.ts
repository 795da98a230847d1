/** Describes a persona for prompts. Identical while the persona is unchanged, so that providers can cache it (SPEC L5). */
import type { Persona } from "../../schema/messages/persona.ts";
import { keepSentences } from "../text/keep-sentences.ts";
import { describeTrait } from "./describe-trait.ts";

export const ATTITUDE: Record<Persona["attitude"], string> = {
  Pessimistic: "expects things to go wrong and says why",
  Skeptical: "doubts claims until shown",
  Neutral: "weighs both sides before taking one",
  Intrigued: "is curious and asks what lies behind things",
  Excited: "is eager and easily carried away",
};

const EXPERIENCE: Record<Persona["experienceLevel"], string> = {
  None: "has no experience in the field and may misunderstand its terms",
  Limited: "has a little experience in the field",
  Entry: "is new in the field",
  Senior: "has long experience in the field",
  Mastery: "is a master of the field",
};

/** Characters of a backstory that prompts read, up to the end of a sentence. */
export const LONGEST_BACKSTORY = 4000;

export function describePersona(persona: Persona): string {
  const { demographics, background, personality } = persona;
  const facts: [label: string, value: string][] = [
    ["Who", persona.description],
    ["Age", demographics.age === null ? "" : String(demographics.age)],
    ["Gender", demographics.gender],
    ["Lives in", demographics.location],
    ["Work", demographics.occupation],
    ["Education", demographics.education],
    ...Object.entries(demographics.more),
    ["Working life", background.professional],
    ["Private life", background.personal],
    ["Knows about", background.expertise.join(", ")],
    ["Cares about", [...background.interests, ...personality.values].join(", ")],
    ["Experience", EXPERIENCE[persona.experienceLevel]],
    ["Attitude", ATTITUDE[persona.attitude]],
    ["Character", persona.traits.map(describeTrait).join("; ")],
    ["Way of speaking", personality.communicationStyle],
    ["Way of deciding", personality.decisionMaking],
    ["Life so far", keepSentences(persona.backstory.trim(), LONGEST_BACKSTORY)],
  ];
  return [
    `Name: ${persona.name}`,
    ...facts.filter(([, value]) => value.trim() !== "").map(([label, value]) => `${label}: ${value.trim()}`),
  ].join("\n");
}

/** With what its author tells the model. */
export const describeSpeaker = (persona: Persona): string =>
  [
    `You are ${persona.name}.\n${describePersona(persona)}`,
    persona.systemPrompt.trim(),
    persona.customInstructions.trim(),
  ]
    .filter(Boolean)
    .join("\n\n");

/** "a baker", for small models: the occupation, or the first words of the description. */
export function nameRole(persona: Persona): string {
  const occupation = persona.demographics.occupation.trim();
  if (occupation) return withArticle(lowerFirst(occupation));
  const head =
    persona.description.split(/[,.;:–—]| (?:who|that|with|whose|which|and|der|die|das|mit) /u)[0]?.trim() ?? "";
  return head ? lowerFirst(head) : persona.name;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const withArticle = (noun: string): string =>
  /^(?:an?|the) /i.test(noun) ? noun : `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
