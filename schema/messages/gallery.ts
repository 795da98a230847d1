/** The gallery of a circle: what its spectators ask, how they vote, what they show (SPEC C10). */
import { z } from "zod";
import { written } from "./written-text.ts";

/** What spectators show while they watch. */
export const CHEERS = ["👏", "❤️", "😄", "💡", "🤔", "👎"] as const;
export const Cheer = z.enum(CHEERS);
export type Cheer = z.infer<typeof Cheer>;

export const MAX_QUESTION_LENGTH = 500;

/** "taken": put to the circle by a facilitator. */
export const QuestionState = z.enum(["open", "taken", "dismissed"]);
export const GalleryQuestion = z.object({
  /** Newer ones are greater. */
  id: z.string(),
  askerId: z.string(),
  askerName: z.string(),
  text: z.string(),
  votes: z.number().int(),
  state: QuestionState,
});
export type GalleryQuestion = z.infer<typeof GalleryQuestion>;

export const VoteRound = z.enum(["before", "after"]);
export type VoteRound = z.infer<typeof VoteRound>;

/** The audience's vote. What was chosen is hidden while a round is open. */
export const AudienceVote = z.object({
  question: z.string(),
  options: z.array(z.string()),
  /** The round that takes votes now. */
  open: VoteRound.nullable(),
  /** How many have voted in it. */
  cast: z.number().int(),
  /** Votes for each option; null until the round is closed. */
  before: z.array(z.number().int()).nullable(),
  after: z.array(z.number().int()).nullable(),
  /** Of those who voted in both rounds: how many went from which option (row) to which (column). */
  swing: z.array(z.array(z.number().int())).nullable(),
});
export type AudienceVote = z.infer<typeof AudienceVote>;

/** Open questions and those that were taken, oldest first. */
export const GalleryView = z.object({ questions: z.array(GalleryQuestion), vote: AudienceVote.nullable() });
export type GalleryView = z.infer<typeof GalleryView>;

/** What one person did there: the questions they voted for, the number of the option they chose in each round. */
export type OwnPart = { questionIds: string[]; before: number | null; after: number | null };

/** Since the last one: new and settled questions, counts of votes, the vote, and how often what was shown. */
export type GalleryChange = {
  circleId: string;
  revision: number;
  questions: GalleryQuestion[];
  votes: Record<string, number>;
  vote?: AudienceVote | null;
  cheers: Partial<Record<Cheer, number>>;
};

const circleId = z.string().min(1).max(100);
const questionId = circleId;

export const galleryIntents = {
  /** A spectator's question to the circle it follows. */
  ask: z.object({ text: written(MAX_QUESTION_LENGTH) }),
  "vote-question": z.object({ questionId, voted: z.boolean() }),
  cheer: z.object({ cheer: Cheer }),
  /** May be changed until the round is closed. */
  "cast-ballot": z.object({ round: VoteRound, option: z.number().int().min(0).max(5) }),
  /** Of facilitators and the circle's opener: says it in the circle, or takes it off the list. */
  "settle-question": z.object({ circleId, questionId, action: z.enum(["take", "dismiss"]) }),
  "hold-vote": z.discriminatedUnion("action", [
    z.object({
      circleId,
      action: z.literal("open-before"),
      question: written(200),
      options: z
        .array(written(80))
        .min(2)
        .max(6)
        .refine((options) => new Set(options).size === options.length, "each option once"),
    }),
    z.object({ circleId, action: z.literal("open-after") }),
    z.object({ circleId, action: z.literal("close"), round: VoteRound }),
  ]),
} as const;
export type GalleryAnswers = {
  ask: { questionId: string };
  "vote-question": { questionId: string };
  "cast-ballot": { round: VoteRound; option: number };
  "settle-question": { questionId: string };
  "hold-vote": { circleId: string };
};
export type GalleryMessages = {
  /** To spectators who begin to follow a circle, and those who lead it: its gallery, and their own part in it. */
  gallery: GalleryView & { circleId: string; revision: number; mine: OwnPart };
  /** Likewise, at most once a second. */
  "gallery-changed": GalleryChange;
};
export type HoldVote = z.infer<(typeof galleryIntents)["hold-vote"]>;
