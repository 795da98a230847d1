/** Long because it lists them: all messages between a browser and the room `place`, by type (SPEC, public interface). */
import { z } from "zod";
import { DebatePhase } from "./debate.ts";
import { galleryIntents, type GalleryAnswers, type GalleryMessages } from "./gallery.ts";
import type { Material } from "./session-material.ts";
import type { Message, MessageCode, MessageValues } from "./message.ts";
import { TurnWeights, type TurnDecision } from "./turn-decision.ts";
import { written } from "./written-text.ts";

export const CircleKind = z.enum(["chat", "debate", "ideation", "refinement", "planning", "focus-group"]);
export type CircleKind = z.infer<typeof CircleKind>;

export const GESTURES = ["wave", "nod", "shake", "point", "clap", "think", "raise-hand", "bow"] as const;

const id = z.string().min(1).max(100);
/** BCP 47: the language the circle's personas speak (SPEC W13); English by default. */
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag like en or de")
  .max(35)
  .optional();
/** Finite; the room clamps it to the place, so a distant coordinate is valid but NaN is not. */
const coordinate = z.number().finite().min(-1000).max(1000);

/** An emoji of Unicode's RGI set, which every system can display. The expression is compiled lazily: old browsers do not support it. */
const emoji = z
  .string()
  .max(32)
  .refine((text) => new RegExp("^\\p{RGI_Emoji}$", "v").test(text), "one emoji");

export const MAX_TEXT_LENGTH = 2000;

export const JoinOptions = z.object({
  placeId: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default("plaza"),
  role: z.enum(["visitor", "spectator"]).default("visitor"),
  /** Instances of a place count from 1; "another" is the first with room, opened when all are full (W5). */
  instance: z.union([z.literal("another"), z.number().int().min(1).max(99)]).default(1),
  /** Where the body was when the server went away; accepted only shortly after the place has opened again (W6). */
  stood: z.object({ x: coordinate, z: coordinate }).optional(),
  /** BCP 47: the language of the page. */
  language,
});
export type JoinOptions = z.infer<typeof JoinOptions>;

/**
 * One movement step of STEP_SECONDS. `seq` grows by one per step; move is a direction in
 * world space, length ≤ 1 (longer is normalised). Clients never send positions.
 */
export const MoveInput = z.object({
  seq: z.number().int().nonnegative().max(0xffffffff),
  moveX: z.number().finite().min(-1).max(1),
  moveZ: z.number().finite().min(-1).max(1),
  run: z.boolean(),
});
export type MoveInput = z.infer<typeof MoveInput>;

const steer = <Action extends string, Shape extends z.ZodRawShape>(action: Action, shape: Shape) =>
  z.object({ circleId: id, action: z.literal(action), ...shape });

export const Steer = z.discriminatedUnion("action", [
  steer("pause", {}),
  steer("resume", {}),
  steer("stop", {}),
  /** Asks for a turn now; in manual mode it is drafted. */
  steer("next", {}),
  /** Discards the current draft or pending speaker and chooses another. */
  steer("skip", {}),
  steer("choose-speaker", { speakerId: id }),
  steer("set-mode", { mode: z.enum(["auto", "manual"]) }),
  steer("set-speed", { speed: z.number().int().min(1).max(10) }),
  steer("set-kind", { kind: CircleKind }),
  /** Its moderator sits in the circle, which becomes a debate. */
  steer("begin-debate", { moderatorId: id }),
  /** By the moderator, or whoever leads the circle; `from`: the phase that they saw. */
  steer("next-phase", { from: DebatePhase }),
  steer("extend-phase", { from: DebatePhase }),
  /** By the same: a person speaks out of their turn, once. */
  steer("let-speak", { personId: id }),
  /** Facilitators only; null: the defaults. */
  steer("set-weights", { weights: TurnWeights.nullable() }),
  steer("edit-draft", { text: written(MAX_TEXT_LENGTH * 2) }),
  steer("send-draft", {}),
]);
export type Steer = z.infer<typeof Steer>;

/** Client → server. A `request` resolves with the value in `IntentAnswers`, or rejects with a `Refusal`. */
export const intents = {
  input: MoveInput,
  "move-to": z.object({ x: coordinate, z: coordinate }),
  gesture: z.object({ gesture: z.enum(GESTURES) }),
  "open-circle": z.object({
    topic: written(200),
    kind: CircleKind.default("chat"),
    private: z.boolean().default(false),
    language,
  }),
  /** A new circle with what was said in a stored conversation up to a turn (SPEC C8). */
  branch: z.object({ circleId: id, turnId: id }),
  "join-circle": z.object({ circleId: id }),
  "leave-circle": z.object({}).default({}),
  "talk-to": z.object({ personaId: id, language }),
  /** A persona comes and sits down; a person (by avatar id) is notified, and may join a private circle. */
  invite: z.object({ personaId: id }),
  dismiss: z.object({ personaId: id }),
  say: z.object({
    text: written(MAX_TEXT_LENGTH),
    replyTo: id.nullish(),
  }),
  /** `aloud`: the person speaks, so a speaking persona breaks off (SPEC W12). */
  "set-typing": z.object({ typing: z.boolean(), aloud: z.boolean().optional() }),
  steer: Steer,
  react: z.object({ turnId: id, emoji }),
  "raise-hand": z.object({ raised: z.boolean().default(true) }),
  ...galleryIntents,
  /** A spectator follows a circle (text and summary), or none. */
  follow: z.object({ circleId: id.nullable() }),
  "enter-portal": z.object({ portalId: id }),
} as const;
export type IntentType = keyof typeof intents;
export type Intent<Type extends IntentType> = z.infer<(typeof intents)[Type]>;

/** A turn in room messages and HTTP responses. */
export const TurnView = z.object({
  id: z.string(),
  speakerId: z.string(),
  speakerName: z.string(),
  speakerKind: z.enum(["person", "persona"]),
  text: z.string(),
  /** "speaking" only while it streams. */
  status: z.enum(["speaking", "finished", "interrupted", "failed"]),
  replyTo: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  costNano: z.number().int(),
  /** The `provider/model` that spoke; "" for people. */
  voice: z.string(),
  /** Why it failed or was interrupted, for people; null otherwise. */
  problem: z.string().nullable(),
  /** emoji → user ids */
  reactions: z.record(z.string(), z.array(z.string())).default({}),
  /** How often it was edited; its former wordings are kept. */
  edits: z.number().int().default(0),
});
export type TurnView = z.infer<typeof TurnView>;

/** The draft card of manual mode, sent to members as `draft-changed`. */
export type DraftView = {
  circleId: string;
  decision: TurnDecision | null;
  /** "" until it is drafted. */
  text: string;
  status: "choosing" | "proposed" | "drafting" | "ready" | "failed";
  weights: TurnWeights;
  problem: string | null;
  problemMessage?: Message;
};

export type CircleTranscript = {
  circleId: string;
  topic: string;
  kind: CircleKind;
  mode: "auto" | "manual";
  turns: TurnView[];
  /** What was said so far, point by point, of the turns that the reader may read; none before the first outcome. */
  summary: SummaryPoint[];
  /** What the running section of its session shows (SPEC C9). */
  shown?: Material;
  /** The conversation that it branched off from, and the last turn taken over. */
  branchedFrom?: { circleId: string; turnId: string };
  /** Set when the circle is in manual mode. */
  draft: DraftView | null;
  /** Whether it is the reader's circle: they opened it, or are a facilitator of its session or of the workspace. */
  leads: boolean;
  /** The server's time, ms since epoch. */
  now: number;
};

/** `turnIds`: the turns it is made of. */
export type SummaryPoint = { text: string; turnIds: string[] };

export type IntentAnswers = GalleryAnswers & {
  "move-to": { arrivesInSeconds: number };
  "open-circle": CircleTranscript;
  branch: CircleTranscript;
  "join-circle": CircleTranscript;
  "leave-circle": { circleId: string };
  "talk-to": CircleTranscript;
  invite: { personaId: string };
  dismiss: { personaId: string };
  say: { turnId: string };
  steer: { circleId: string };
  react: { turnId: string };
  "raise-hand": { raised: boolean };
  follow: { circleId: string | null };
  "enter-portal": { placeId: string };
  gesture: { gesture: string };
};

/** A refused intent: `code` is stable and kebab-case, `reason` is its English text, `values` are its placeholders' values. */
export type Refusal = { code: MessageCode; reason: string; values?: MessageValues };

/** Server → client. */
export type ServerMessages = GalleryMessages & {
  /** Sent to the owner after inputs were processed: the exact position after input `seq`. `driven`: the server walks this body now. */
  moved: { seq: number; x: number; z: number; yaw: number; driven: boolean };
  /** Sent on joining, hearing or following a circle: the transcript so far (last 200 turns). */
  transcript: CircleTranscript;
  /** No longer hearing this circle. */
  "transcript-left": { circleId: string };
  "turn-started": {
    circleId: string;
    turnId: string;
    speakerId: string;
    replyTo: string | null;
    speakerName: string;
    speakerKind: "person" | "persona";
    startedAt: string;
    voice: string;
  };
  /** `seq` counts from 0 per turn; the turn's text is the concatenation of its deltas. */
  "turn-delta": { circleId: string; turnId: string; seq: number; text: string };
  /** Sent only after the turn has been committed to the database. `text` equals what was shown. */
  "turn-ended": {
    circleId: string;
    turnId: string;
    status: "finished" | "interrupted" | "failed";
    text: string;
    costNano: number;
    voice: string;
    inputTokens: number;
    outputTokens: number;
    endedAt: string;
    /** For failed and interrupted turns: what happened and what to do; null otherwise. */
    problem: string | null;
  };
  /** The cost of an interrupted turn, known only after `turn-ended` was sent with 0. */
  "turn-billed": {
    circleId: string;
    turnId: string;
    costNano: number;
    voice: string;
    inputTokens: number;
    outputTokens: number;
  };
  /** Somebody edited it, after it had ended. */
  "turn-edited": { circleId: string; turnId: string; text: string; edits: number };
  "draft-changed": DraftView;
  reacted: { circleId: string; turnId: string; emoji: string; userId: string };
  /** The outcome of this kind changed: fetch it (GET /api/conversations/:circleId/outcome). */
  "outcome-changed": { circleId: string; kind: CircleKind };
  /** Something of a session that one has a part in: fetch it (GET /api/sessions/:id, or its /seat). */
  "session-changed": { sessionId: string };
  /** The section of its session shows something else now, or nothing (null). */
  "shown-changed": { circleId: string; shown: Material | null };
  /** `message` is the type of the refused intent. */
  notice: {
    code: MessageCode;
    level: "info" | "warning" | "error";
    text: string;
    values?: MessageValues;
    message?: string;
  };
};
