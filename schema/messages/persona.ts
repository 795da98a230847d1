/** A persona as people write it (SPEC M1, M2) and in HTTP responses. */
import { z } from "zod";
import { MAX_REPLY_TOKENS, MIN_REPLY_TOKENS } from "../rules/reply-tokens.ts";
import { Look } from "./look.ts";
import { named } from "./written-text.ts";

const line = (max: number) => z.string().trim().max(max);
const list = z.array(line(80).min(1)).max(20);

/** A persona's own traits, including its own intensities of core traits. */
export const MAX_TRAITS = 20;

export const Trait = z.object({
  id: z.string(),
  name: named(60, "a trait needs a name"),
  description: line(300),
  /** 0–1 */
  intensity: z.number().min(0).max(1),
  /** Core traits apply to every persona of the workspace. */
  inherited: z.boolean(),
});
export type Trait = z.infer<typeof Trait>;

export const ExperienceLevel = z.enum(["None", "Limited", "Entry", "Senior", "Mastery"]);
export const Attitude = z.enum(["Pessimistic", "Skeptical", "Neutral", "Intrigued", "Excited"]);

/** Everything a person may write about a persona. Every field but the name has a default. */
export const PersonaDraft = z.object({
  name: named(60, "a persona needs a name"),
  description: line(500).default(""),
  look: Look.nullable().default(null),
  voice: z
    .object({
      /** `provider/model`, or null for the place's voice. */
      route: line(120).nullable().default(null),
      temperature: z.number().min(0).max(2).default(0.8),
      maxTokens: z.number().int().min(MIN_REPLY_TOKENS).max(MAX_REPLY_TOKENS).default(160),
    })
    .prefault({}),
  demographics: z
    .object({
      age: z.number().int().min(0).max(130).nullable().default(null),
      gender: line(60).default(""),
      location: line(120).default(""),
      occupation: line(120).default(""),
      education: line(120).default(""),
      more: z
        .record(line(60), line(200))
        .refine((more) => Object.keys(more).length <= 30, "at most 30 entries")
        .default({}),
    })
    .prefault({}),
  background: z
    .object({
      professional: line(1000).default(""),
      personal: line(1000).default(""),
      expertise: list.default([]),
      interests: list.default([]),
    })
    .prefault({}),
  personality: z
    .object({
      traits: z
        .array(Trait.omit({ id: true, inherited: true }))
        .max(MAX_TRAITS)
        .default([]),
      communicationStyle: line(300).default(""),
      decisionMaking: line(300).default(""),
      values: list.default([]),
    })
    .prefault({}),
  experienceLevel: ExperienceLevel.default("Entry"),
  attitude: Attitude.default("Neutral"),
  systemPrompt: line(4000).default(""),
  customInstructions: line(2000).default(""),
  backstory: line(20000).default(""),
  /** Who wrote it first. Shown, and exported; never in a prompt. */
  credit: line(200).default(""),
});
export type PersonaDraft = z.infer<typeof PersonaDraft>;

/** A stored persona. `look` is always set: derived when the draft has none. */
export const Persona = PersonaDraft.omit({ look: true }).extend({
  id: z.string(),
  workspaceId: z.string(),
  /** Null for the cast, which belongs to the workspace. */
  ownerId: z.string().nullable(),
  /** Where it lives; "" for a draft that is only tried. */
  placeId: z.string(),
  look: Look,
  /** Current traits (with ids, learned changes applied), core ones first. */
  traits: z.array(Trait),
  version: z.number().int().positive(),
  createdAt: z.string(),
});
export type Persona = z.infer<typeof Persona>;

export const PersonalityChange = z
  .object({
    personaId: z.string().min(1).max(100),
    traitId: z.string().min(1).max(100),
    action: z.enum(["add", "remove", "set"]),
    /** Required for "add" and "set". */
    intensity: z.number().min(0).max(1).optional(),
    name: named(60, "a trait needs a name").optional(),
    description: line(300).optional(),
  })
  .refine((change) => change.action === "remove" || change.intensity !== undefined, {
    path: ["intensity"],
    message: "intensity (0–1) is needed to add or set a trait",
  });
export type PersonalityChange = z.infer<typeof PersonalityChange>;
