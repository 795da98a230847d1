import { createHash } from "node:crypto";

/** The same in all rounds of a question, so that before and after differ by no order of options. */
export const personaSeed = (seed: number, personaId: string): number =>
  createHash("sha256").update(`${seed} ${personaId}`).digest().readUInt32BE(0) >>> 1;
