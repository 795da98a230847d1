/** Sessions: facilitated gatherings, in HTTP requests and responses (SPEC C9). */
import { z } from "zod";
import { PageCursor } from "./page-cursor.ts";
import { Material } from "./session-material.ts";
import { CircleKind } from "./room-messages.ts";
import { named, written } from "./written-text.ts";

const id = z.string().min(1).max(100);
const text = (max: number) => z.string().trim().max(max, `at most ${max} characters`);

export const MAX_SECTIONS = 40;
const MAX_PROMPTS = 12;
export const MAX_PERSONAS = 12;

/** One part of the guide: how long it should take, what the group is asked, and what to ask when answers stay thin. */
export const GuideSection = z.object({
  title: named(120, "name the section"),
  minutes: z.number().int().min(1).max(240),
  prompts: z.array(written(500)).max(MAX_PROMPTS).default([]),
  probes: z.array(written(500)).max(MAX_PROMPTS).default([]),
  /** Shown to everybody of the session while the section runs. */
  material: Material.optional(),
});
export type GuideSection = z.infer<typeof GuideSection>;

/** What a facilitator prepares. Guide and personas may be empty while it is planned. */
export const SessionPlan = z.object({
  title: named(160, "name the session"),
  topic: written(200),
  kind: CircleKind,
  placeId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** BCP 47: the language the personas speak. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag like en or de")
    .max(35)
    .default("en"),
  /** Anybody in the place may listen; otherwise only people of the session hear it. */
  isOpen: z.boolean().default(false),
  guide: z.array(GuideSection).max(MAX_SECTIONS).default([]),
  personaIds: z.array(id).max(MAX_PERSONAS).default([]),
  /** What participants agree to before they are let in. */
  consent: written(8000),
  /** Part of the form: what was said may be shown to others afterwards, read-only, by a link. */
  mayShare: z.boolean().default(false),
  /** Part of the form: what leaves the session shows the names of those who took part; otherwise they are numbered. */
  showsNames: z.boolean().default(false),
  /** When it starts by itself; null: when a facilitator starts it. */
  startsAt: z.iso.datetime().nullable().default(null),
});
export type SessionPlan = z.infer<typeof SessionPlan>;

/** A role for one session only. Somebody invited as a facilitator is a co-facilitator. */
export const SessionRole = z.enum(["facilitator", "participant", "observer", "spectator"]);
export type SessionRole = z.infer<typeof SessionRole>;

export const SessionStatus = z.enum(["planned", "live", "ended"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** "invited": has not agreed yet; "waiting": agreed, in the waiting room; "dismissed": sent out, may be admitted again. */
export const Attendance = z.enum(["invited", "waiting", "admitted", "dismissed", "withdrawn"]);
export type Attendance = z.infer<typeof Attendance>;

/** When its clock ran; ISO times and ms, read with `readGuideClock`. */
export const SessionTimes = z.object({
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The current section, counted from 0. */
  section: z.number().int(),
  sectionStartedAt: z.string().nullable(),
  /** Since when everything stands still; null: it does not. */
  frozenAt: z.string().nullable(),
  /** How long it has stood still before, in all and in this section. */
  frozenMs: z.number().int(),
  sectionFrozenMs: z.number().int(),
});
export type SessionTimes = z.infer<typeof SessionTimes>;

const summary = {
  id: z.string(),
  title: z.string(),
  topic: z.string(),
  kind: CircleKind,
  status: SessionStatus,
  startsAt: z.string().nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  owner: z.object({ userId: z.string(), name: z.string() }),
};
export const SessionSummary = z.object({ ...summary, myRole: SessionRole });
export type SessionSummary = z.infer<typeof SessionSummary>;
export const SessionPage = z.object({ items: z.array(SessionSummary), next: z.string().nullable() });
export type SessionPage = z.infer<typeof SessionPage>;
export const SessionQuery = z.object({
  cursor: PageCursor,
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

/** What became of a prompt or a further question of the guide. */
export const PromptUse = z.enum(["sent", "given", "skipped"]);
export type PromptUse = z.infer<typeof PromptUse>;
/** All of a session, for its facilitators. */
export const Session = z.object({
  id: z.string(),
  owner: summary.owner,
  /** The facilitator who leads it; the others steer it as well. */
  lead: summary.owner,
  /** What it was made from; null: from scratch. */
  template: z.string().nullable(),
  plan: SessionPlan,
  /** Grows with every change of the plan. */
  version: z.number().int(),
  /** Grows with every change of the consent form. */
  consentVersion: z.number().int(),
  status: SessionStatus,
  circleId: z.string().nullable(),
  times: SessionTimes,
  /** What it may cost, in nano-dollars; null: no limit of its own. */
  budgetNano: z.number().int().nullable(),
  /** People and personas who may not speak for now. */
  muted: z.array(z.string()),
  /** Of its guide, by section and words: the last that was done with each. */
  prompts: z.array(z.object({ section: z.number().int(), text: z.string(), use: PromptUse })),
  /** The database's time. */
  now: z.string(),
});
export type Session = z.infer<typeof Session>;

export const SessionDraft = z.union([
  /** Without `placeId`: in the place that is made for it. */
  z.strictObject({
    template: z.string().max(40),
    placeId: SessionPlan.shape.placeId.optional(),
    language: z.enum(["en", "de"]),
  }),
  z.strictObject({ plan: SessionPlan }),
  /** The plan of another that one leads, with its pictures, under another title; as another group of its guide if said. */
  z.strictObject({
    copyOf: z.string().min(1).max(100),
    title: SessionPlan.shape.title,
    isGroup: z.boolean().optional(),
  }),
]);
export type SessionDraft = z.infer<typeof SessionDraft>;
export const SessionChange = z.object({ version: z.number().int(), plan: SessionPlan });

/** A session as it may begin. */
export const SessionTemplate = z.object({
  id: z.string(),
  plan: SessionPlan.omit({ placeId: true, personaIds: true, mayShare: true, showsNames: true, startsAt: true }),
});
export type SessionTemplate = z.infer<typeof SessionTemplate>;
export const SessionTemplates = z.object({ items: z.array(SessionTemplate) });

/** `from`: the section that the facilitator saw, so that two who press at once move on once. */
export const SectionChange = z.object({
  from: z.number().int().min(0),
  to: z
    .number()
    .int()
    .min(0)
    .max(MAX_SECTIONS - 1),
});
/** `from`: the one who led as far as was seen, so that of two who press at once one takes it. */
export const LeadChange = z.object({ from: id });
export const FreezeChange = z.object({ frozen: z.boolean() });
export const MuteChange = z.object({ muted: z.boolean() });
/** A private instruction to one persona, or with null to each. */
export const Whisper = z.object({ personaId: id.nullable(), text: written(500) });
export type Whisper = z.infer<typeof Whisper>;
/** "sent": a facilitator said it; "given": `personaId` is to ask it in its own words, as a whisper. */
export const PromptChange = z.union([
  z.strictObject({ section: z.number().int().min(0), text: written(500), use: PromptUse.exclude(["given"]) }),
  z.strictObject({ section: z.number().int().min(0), text: written(500), use: z.literal("given"), personaId: id }),
]);
export type PromptChange = z.infer<typeof PromptChange>;
export const Pin = z.object({ turnId: id, note: text(500).default("") });
export type Pin = z.infer<typeof Pin>;

export const RECORDED_ACTIONS = [
  "made",
  "plan-changed",
  "invited",
  "invitation-withdrawn",
  "joined",
  "agreed",
  "withdrew",
  "admitted",
  "sent-to-waiting",
  "dismissed",
  "brought-on-stage",
  "started",
  "section-changed",
  "froze",
  "unfroze",
  "muted",
  "unmuted",
  "whispered",
  "pinned",
  "steered",
  "ended",
  "shared",
  "share-withdrawn",
  "prompt-sent",
  "prompt-given",
  "prompt-skipped",
  "lead-taken",
  "lead-passed",
  "probe-put",
  "probe-closed",
  "probe-shown",
  "probe-hidden",
  "budget-set",
] as const;
export const RecordedAction = z.enum(RECORDED_ACTIONS);
export type RecordedAction = z.infer<typeof RecordedAction>;
/** What was done: only the values that apply are present. */
export const RecordDetails = z.object({
  section: z.number().int().optional(),
  role: SessionRole.optional(),
  /** Of a person or persona. */
  subjectId: z.string().optional(),
  text: z.string().optional(),
  turnId: z.string().optional(),
  quotation: z.string().optional(),
  speakerName: z.string().optional(),
  seconds: z.number().int().optional(),
  /** Of a budget; absent: it has none any longer. */
  limitNano: z.number().int().optional(),
  consentVersion: z.number().int().optional(),
  /** What of the circle was steered, such as "pause". */
  steering: z.string().max(40).optional(),
});
export type RecordDetails = z.infer<typeof RecordDetails>;
export const RecordEntry = z.object({
  id: z.string(),
  at: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  action: RecordedAction,
  details: RecordDetails,
});
export type RecordEntry = z.infer<typeof RecordEntry>;
/** Newest first. */
export const SessionRecord = z.object({ items: z.array(RecordEntry), next: z.string().nullable() });
export type SessionRecord = z.infer<typeof SessionRecord>;
