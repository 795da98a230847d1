/** A trait with its intensity in words ("Candour, strongly"): the steps by which a trait shapes the prompt (SPEC M3). */
import type { Trait } from "../../schema/messages/persona.ts";

const DEGREES: readonly (readonly [below: number, words: string])[] = [
  [0.15, "hardly at all"],
  [0.35, "a little"],
  [0.6, "noticeably"],
  [0.8, "strongly"],
  [Infinity, "extremely"],
];

export const nameIntensity = (intensity: number): string =>
  DEGREES.find(([below]) => intensity < below)?.[1] ?? "extremely";

export const describeTrait = ({
  name,
  description,
  intensity,
}: Pick<Trait, "name" | "description" | "intensity">): string =>
  `${name}, ${nameIntensity(intensity)}${description ? ` (${description})` : ""}`;
