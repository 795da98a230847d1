/** Where a persona stands on the topic of a talk (SPEC M7): position, strength, and what would change it. */
import type { Persona } from "../../../schema/messages/persona.ts";
import type { ChangedBy, Position } from "../../../schema/messages/stance.ts";
import { seededHash } from "../../model/rehearsal/seeded-hash.ts";

export type Stance = {
  position: Position;
  /** 0–1 */
  strength: number;
  /** What would move it; it moves only when somebody brings that. */
  changedBy: ChangedBy;
};

/** How far each attitude leans, −1 against to 1 for. */
const LEANING: Record<Persona["attitude"], number> = {
  Pessimistic: -0.8,
  Skeptical: -0.6,
  Neutral: 0,
  Intrigued: 0.5,
  Excited: 0.8,
};
/** A neutral persona leans a little, one way or the other by topic: whoever weighs both sides still comes down on one. */
const SLIGHT = 0.3;

const CHANGED_BY: Record<Persona["attitude"], ChangedBy> = {
  Pessimistic: "case",
  Skeptical: "proof",
  Neutral: "reason",
  Intrigued: "open-question",
  Excited: "harm",
};

const DEVILS_ADVOCATE = /\bdevil['’]?s advocate\b|\badvocatus diaboli\b|\b(?:teufels ?advokat|advokat des teufels)/iu;

type Stander = Pick<
  Persona,
  "id" | "attitude" | "name" | "description" | "systemPrompt" | "customInstructions" | "demographics"
>;

/** Follows from the persona and the topic alone: the same whenever it is formed. */
export function takeStance(persona: Stander, topic: string): Stance {
  const { id, attitude, name, description, systemPrompt, customInstructions, demographics } = persona;
  const leaning = LEANING[attitude] || (seededHash(`${id} ${topic}`) % 2 === 0 ? SLIGHT : -SLIGHT);
  const told = [name, description, systemPrompt, customInstructions, demographics.occupation].join("\n");
  return toStance(leaning, DEVILS_ADVOCATE.test(told) ? "nothing" : CHANGED_BY[attitude]);
}

/** −1 against to 1 for. */
export const leaningOf = ({ position, strength }: Stance): number => (position === "for" ? strength : -strength);

export const toStance = (leaning: number, changedBy: ChangedBy): Stance => ({
  position: leaning > 0 ? "for" : "against",
  strength: Math.min(1, Math.abs(leaning)),
  changedBy,
});
