/** A persona as a file of our own: what an export writes and an import reads without loss (SPEC M2). */
import { z } from "zod";
import { PersonaDraft } from "./persona.ts";

export const PERSONA_FILE_FORMAT = "dramatis-persona";
/** Raised when a reader of the previous version would lose something. */
export const PERSONA_FILE_VERSION = 1;

export const PersonaFile = z.object({
  format: z.literal(PERSONA_FILE_FORMAT),
  version: z.literal(PERSONA_FILE_VERSION),
  persona: PersonaDraft,
});
export type PersonaFile = z.infer<typeof PersonaFile>;

export const PERSONA_EXPORT_FORMATS = ["dramatis", "card-v2", "card-v3"] as const;
export type PersonaExportFormat = (typeof PERSONA_EXPORT_FORMATS)[number];

/** A part of an imported file that the persona does not have, or not as it was. */
export const LostPart = z.object({
  /** As the file names it. */
  field: z.string(),
  /** `unused`: nothing here corresponds to it; `shortened`: too long; `malformed`: of another type than the format says. */
  why: z.enum(["unused", "shortened", "malformed"]),
});
export type LostPart = z.infer<typeof LostPart>;
