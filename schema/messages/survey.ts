/** Surveys in HTTP requests and responses (SPEC S1). The stored form of the questions is SurveyJS's JSON. */
import { z } from "zod";
import { Message } from "./message.ts";
import { PageCursor } from "./page-cursor.ts";
import { isText, named } from "./written-text.ts";

/** Of the questions as JSON; a request has to fit into one body. */
export const MAX_SURVEY_CHARACTERS = 200_000;
const MAX_DEPTH = 20;

/** Postgres stores no NUL and no unpaired surrogate, also inside JSON. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return isText(value);
  if (typeof value !== "object" || value === null) return true;
  return depth < MAX_DEPTH && Object.entries(value).every(([key, part]) => isText(key) && isStorable(part, depth + 1));
}

/** What SurveyJS reads: `{ pages: [{ elements: [{ type, name, title, … }] }] }`, and `conditions` of ours. */
export const SurveyModel = z
  .record(z.string(), z.unknown())
  .refine((model) => isStorable(model), "has characters that are no text, or is nested too deeply")
  .refine(
    (model) => JSON.stringify(model).length <= MAX_SURVEY_CHARACTERS,
    `at most ${MAX_SURVEY_CHARACTERS} characters as JSON`,
  );
export type SurveyModel = z.infer<typeof SurveyModel>;

export const SurveyStatus = z.enum(["draft", "published", "archived"]);
export type SurveyStatus = z.infer<typeof SurveyStatus>;

export const SurveyDraft = z.object({
  name: named(120, "a survey needs a name"),
  description: z.string().trim().max(2000).refine(isText, "has characters that are no text").default(""),
  model: SurveyModel,
});
export type SurveyDraft = z.infer<typeof SurveyDraft>;

/** `version`: the one that was changed; when the survey has another by now, nothing is stored (409). */
export const SurveyChange = SurveyDraft.extend({ version: z.number().int().positive() });
export type SurveyChange = z.infer<typeof SurveyChange>;

/** An error keeps a survey from being published; a note says what virtual respondents do not get. */
export const SurveyProblem = Message.and(
  z.object({ level: z.enum(["error", "note"]), question: z.string().nullable() }),
);
export type SurveyProblem = z.infer<typeof SurveyProblem>;

export const SurveySummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  status: SurveyStatus,
  /** Of the questions; each change makes the next. */
  version: z.number().int().positive(),
  questionCount: z.number().int(),
  owner: z.object({ userId: z.string(), name: z.string() }),
  updatedAt: z.string(),
});
export type SurveySummary = z.infer<typeof SurveySummary>;

/** Newest first. `next`: the `cursor` of the next page; null on the last one. */
export const SurveyPage = z.object({ items: z.array(SurveySummary), next: z.string().nullable() });
/** Without a status: all but archived ones. */
export const SurveyQuery = z.object({
  status: SurveyStatus.optional(),
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** `version` and `model` are those asked for; `latestVersion` is the newest. */
export const Survey = SurveySummary.extend({
  latestVersion: z.number().int().positive(),
  model: SurveyModel,
  problems: z.array(SurveyProblem),
});
export type Survey = z.infer<typeof Survey>;

/** Newest first. */
export const SurveyVersions = z.object({
  items: z.array(z.object({ version: z.number().int(), authorName: z.string(), createdAt: z.string() })),
});

export const SurveyExportFormat = z.enum(["json", "csv", "codebook", "spss"]);
export type SurveyExportFormat = z.infer<typeof SurveyExportFormat>;

/** `version`: the one that is seen; when the survey has another by now, nothing is changed (409). */
export const SurveyStatusChange = z.object({ status: SurveyStatus, version: z.number().int().positive() });

/** A file as text: SurveyJS's JSON, Qualtrics's QSF, or CSV. */
export const SurveyFile = z.object({ name: z.string().max(255), text: z.string() });

/** `notes`: what was not understood, or not taken over. */
export const ImportedSurvey = z.object({ draft: SurveyDraft, notes: z.array(SurveyProblem) });
export type ImportedSurvey = z.infer<typeof ImportedSurvey>;

/** By probe: the value of an option, a list of them, a number or a text; null: refused. */
export const Answers = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()])), z.null()]),
);
export type Answers = z.infer<typeof Answers>;

/** What a respondent reads first, or after `answers`: for the editor's preview. `seed` permutes the options. */
export const PromptPreviewQuery = z.object({
  model: SurveyModel,
  answers: Answers.default({}),
  seed: z.number().int().min(0).max(0xffff_ffff).default(0),
  respondent: z.number().int().min(0).max(1_000_000).default(0),
});
export type PromptPreviewQuery = z.input<typeof PromptPreviewQuery>;

/** `probe`: null when nothing more is asked. */
export const PromptPreview = z.object({
  probe: z
    .object({
      id: z.string(),
      kind: z.string(),
      /** In the order of their letters, which are empty where nothing is to choose. */
      options: z.array(z.object({ letter: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })),
      text: z.string(),
    })
    .nullable(),
  arms: z.record(z.string(), z.string()),
});
export type PromptPreview = z.infer<typeof PromptPreview>;
