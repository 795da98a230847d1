/** Targets: the population that a panel of virtual respondents should stand for (SPEC S1, S4). */
import { z } from "zod";
import { WantedPerson } from "./interview.ts";
import { JobStatus } from "./job.ts";
import { Message } from "./message.ts";
import { PageCursor } from "./page-cursor.ts";

const MOST_CELLS = 2_000;
/** Of one or two traits each: with more, fewer fit into one body of a request (256 kB). */
const MOST_PEOPLE = 10_000;
const MOST_TRAITS = 12;
const MOST_VALUES = 60;
/** Of all marginals together. */
const MOST_COMBINATIONS = 20_000;
export const MOST_RESPONDENTS = 10_000;

const Id = z.string().min(1).max(100);
const Share = z.number().min(0).max(1e9);
const hasTraits = (record: object) => Object.keys(record).length > 0 && Object.keys(record).length <= MOST_TRAITS;
const TRAITS_PROBLEM = `from 1 to ${MOST_TRAITS} traits are wanted`;

/** By trait id, the values of which a respondent should have one; several traits are joined by AND. */
export const WantedTraits = z.record(Id, z.array(Id).min(1).max(MOST_VALUES)).refine(hasTraits, TRAITS_PROBLEM);
export type WantedTraits = z.infer<typeof WantedTraits>;

export const TargetDefinition = z.discriminatedUnion("kind", [
  /** A joint table: groups of people and how frequent each is, in any unit. */
  z.object({
    kind: z.literal("cells"),
    cells: z
      .array(z.object({ wanted: WantedTraits, share: Share }))
      .min(1)
      .max(MOST_CELLS)
      .refine((cells) => cells.some(({ share }) => share > 0), "no share is above 0"),
  }),
  /** For each trait by itself, how frequent each value is, in any unit. */
  z.object({
    kind: z.literal("marginals"),
    marginals: z
      .record(
        Id,
        z.record(Id, Share).refine((shares) => Object.values(shares).some((share) => share > 0), "no share is above 0"),
      )
      .refine(hasTraits, TRAITS_PROBLEM)
      .refine(
        (marginals) =>
          Object.values(marginals).reduce((count, shares) => count * Object.keys(shares).length, 1) <=
          MOST_COMBINATIONS,
        `the values can be combined in more than ${MOST_COMBINATIONS} ways: leave out a trait, or give a joint table`,
      ),
  }),
  /** Real or imagined people, one by one: by trait id, the value each has. */
  z.object({
    kind: z.literal("people"),
    people: z.array(z.record(Id, Id).refine(hasTraits, TRAITS_PROBLEM)).min(1).max(MOST_PEOPLE),
  }),
]);
export type TargetDefinition = z.infer<typeof TargetDefinition>;

const Name = z.string().trim().min(1).max(120);
export const TargetDraft = z.object({ name: Name, definition: TargetDefinition });
export type TargetDraft = z.infer<typeof TargetDraft>;

export const Target = z.object({
  id: z.string(),
  name: z.string(),
  definition: TargetDefinition,
  /** Traits of it that are not in the workspace: nobody is labelled with them yet. */
  newTraits: z.array(z.string()),
  /** One more with each change. */
  version: z.number().int(),
  owner: z.object({ userId: z.string(), name: z.string() }),
  updatedAt: z.string(),
});
export type Target = z.infer<typeof Target>;

/** `version` is that of the target that was changed: an older one is refused. */
export const TargetChange = TargetDraft.extend({ version: z.number().int().min(1).max(2_147_483_647) });
export type TargetChange = z.infer<typeof TargetChange>;

export const TargetSummary = Target.omit({ definition: true, newTraits: true }).extend({
  kind: z.enum(["cells", "marginals", "people"]),
});
export type TargetSummary = z.infer<typeof TargetSummary>;

/** Newest first. */
export const TargetPage = z.object({ items: z.array(TargetSummary), next: z.string().nullable() });
export type TargetPage = z.infer<typeof TargetPage>;

export const TargetQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: PageCursor,
});

const MOST_GROUPS = 500;
export const TargetFitQuestion = z.object({ groups: z.array(WantedTraits).max(MOST_GROUPS) });
/** In the order of the groups, how many of the backstories would be a sufficient match. */
export const TargetFit = z.object({ backstories: z.number().int(), counts: z.array(z.number().int()) });
export type TargetFit = z.infer<typeof TargetFit>;

export const MATCH_METHODS = ["max-weight", "log-weight", "greedy", "random"] as const;
/**
 * max-weight: one-to-one, the greatest sum of weights. log-weight: one-to-one, the greatest product. greedy: the best
 * backstory for each place, which may be used again. random: one-to-one by lot, for comparison.
 */
export const MatchMethod = z.enum(MATCH_METHODS);
export type MatchMethod = z.infer<typeof MatchMethod>;

export const MatchWish = z.object({
  method: MatchMethod.default("max-weight"),
  size: z.number().int().min(1).max(MOST_RESPONDENTS),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
});
export type MatchWish = z.infer<typeof MatchWish>;

/** Shares of the panel, 0–1. `weighted`: after raking; null where it was not possible. */
export const Margin = z.object({
  traitId: z.string(),
  values: z.array(z.string()),
  wanted: z.number(),
  matched: z.number(),
  weighted: z.number().nullable(),
});
export type Margin = z.infer<typeof Margin>;

export const JointCell = z.object({
  wanted: z.record(z.string(), z.array(z.string())),
  share: z.number(),
  matched: z.number(),
});
export type JointCell = z.infer<typeof JointCell>;

/** Between what is wanted of a trait and what was matched. */
export const TraitDistance = z.object({
  traitId: z.string(),
  totalVariation: z.number(),
  /** Normalised: a share of the whole scale. Null where the trait has no order, or where sets of values are wanted. */
  wasserstein: z.number().nullable(),
  /** The total variation that a random sample of this size would have on average. */
  noiseFloor: z.number(),
});
export type TraitDistance = z.infer<typeof TraitDistance>;

export const MatchReport = z.object({
  poolSize: z.number().int(),
  places: z.number().int(),
  /** Places that got a backstory: fewer than all where the pool is too small. */
  matched: z.number().int(),
  /** Backstories in use; fewer than `matched` where some are used again. */
  backstories: z.number().int(),
  /** Weights, 0–1, of the matched places; null if there are none. */
  meanWeight: z.number().nullable(),
  minWeight: z.number().nullable(),
  /** Matched places by weight per trait (the geometric mean), in ten equal parts of 0–1. */
  weightCounts: z.array(z.number().int()).length(10),
  /** Share of all places without a backstory, or with one whose weight per trait is below `SUFFICIENT_FIT`. */
  insufficientShare: z.number(),
  margins: z.array(Margin),
  /** Those of the greatest differences. */
  cells: z.array(JointCell),
  /** Of each trait whose sets exclude each other and cover everybody. */
  distances: z.array(TraitDistance),
  /** Kish's effective number of respondents: by how often each backstory is used, and after raking. */
  effectiveSize: z.number(),
  rakedSize: z.number().nullable(),
  /** Traits that no backstory of the pool has a label for. */
  unlabelledTraits: z.array(z.string()),
});
export type MatchReport = z.infer<typeof MatchReport>;

/** A respondent of a panel: `rakingWeight` has a mean of 1. */
export const MatchedPair = z.object({
  wanted: z.record(z.string(), z.array(z.string())),
  backstoryId: z.string(),
  weight: z.number(),
  rakingWeight: z.number().nullable(),
});
export type MatchedPair = z.infer<typeof MatchedPair>;

export const PanelMatch = z.object({
  id: z.string(),
  targetId: z.string(),
  wish: MatchWish,
  status: JobStatus,
  /** Places that have their backstory. */
  done: z.number().int(),
  /** Why it failed, as a message a person can act on. */
  problem: z.string().nullable(),
  problemMessage: Message.optional(),
  /** Null until it is completed. */
  report: MatchReport.nullable(),
  createdAt: z.string(),
});
export type PanelMatch = z.infer<typeof PanelMatch>;

/** Newest first, without their reports. */
export const PanelMatches = z.object({ items: z.array(PanelMatch.omit({ report: true })) });
export type PanelMatches = z.infer<typeof PanelMatches>;

/** Whom the pool lacks for a panel: people to be interviewed (SPEC S4). */
export const MissingPeople = z.object({
  people: z.array(WantedPerson),
  /** Traits that are wanted, but cannot be given to an interviewee. */
  withoutSeed: z.array(z.string()),
});
export type MissingPeople = z.infer<typeof MissingPeople>;

export const PairQuery = z.object({
  from: z.coerce.number().int().min(0).max(MOST_RESPONDENTS).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type PairQuery = z.infer<typeof PairQuery>;
export const PairPage = z.object({ items: z.array(MatchedPair), total: z.number().int() });
export type PairPage = z.infer<typeof PairPage>;
