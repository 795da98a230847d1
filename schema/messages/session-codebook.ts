/** Coding by hand what was said in a session (SPEC C9). */
import { z } from "zod";
import { named } from "./written-text.ts";

export const MAX_CODE_NAME = 120;
export const MAX_CODE_DESCRIPTION = 1000;
const id = z.string().min(1).max(100);

export const CodeDraft = z.object({
  name: named(MAX_CODE_NAME, "name the code"),
  /** When a turn gets it, and when not. */
  description: z.string().trim().max(MAX_CODE_DESCRIPTION).default(""),
});
export type CodeDraft = z.infer<typeof CodeDraft>;
export const SessionCode = CodeDraft.extend({ id: z.string() });
export type SessionCode = z.infer<typeof SessionCode>;

/** That a person finds that a turn says this. */
export const Coding = z.object({ codeId: z.string(), turnId: z.string(), coderId: z.string() });
export type Coding = z.infer<typeof Coding>;
export const CodingChange = z.object({ codeId: id, turnId: id, isSet: z.boolean() });

/** Krippendorff's α, nominal: of all coders, over all turns; null where nothing varies, or one codes alone. */
export const CodeAgreement = z.object({
  /** Null: all codes together. */
  codeId: z.string().nullable(),
  alpha: z.number().nullable(),
});
export type CodeAgreement = z.infer<typeof CodeAgreement>;

/** A theme that was found in the talk, as a code that somebody may take over. */
export const CodeSuggestion = z.object({
  name: z.string(),
  turnIds: z.array(z.string()),
  madeBy: z.enum(["model", "rules"]),
});
export type CodeSuggestion = z.infer<typeof CodeSuggestion>;

export const Codebook = z.object({
  /** In the order they were made. */
  codes: z.array(SessionCode),
  codings: z.array(Coding),
  /** Who has coded, by name. */
  coders: z.array(z.object({ id: z.string(), name: z.string() })),
  suggestions: z.array(CodeSuggestion),
  agreement: z.array(CodeAgreement),
});
export type Codebook = z.infer<typeof Codebook>;
