/** Who is in a session: links to it, people, what their own page shows (SPEC C9). */
import { z } from "zod";
import { formerToken, MAX_NAME_LENGTH, SignedIn } from "./account.ts";
import { Material } from "./session-material.ts";
import { Attendance, SessionRole, SessionStatus } from "./session.ts";
import { named } from "./written-text.ts";

export const InvitationDraft = z.object({
  role: SessionRole,
  hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90, "at most 90 days"),
  uses: z.number().int().min(1).max(10_000),
});
export type InvitationDraft = z.infer<typeof InvitationDraft>;
export const Invitation = z.object({
  id: z.string(),
  role: SessionRole,
  usesLeft: z.number().int(),
  expiresAt: z.string(),
  createdBy: z.string(),
});
export type Invitation = z.infer<typeof Invitation>;
export const InvitationList = z.object({ items: z.array(Invitation) });
/** `token` is returned only once; the page's address is `#/session/<token>`. */
export const NewInvitation = Invitation.extend({ token: z.string() });
export type NewInvitation = z.infer<typeof NewInvitation>;
export const InvitationUse = z.object({
  token: z.string().min(1).max(300),
  name: named(MAX_NAME_LENGTH, "choose a name").optional(),
  formerToken,
});
export type InvitationUse = z.infer<typeof InvitationUse>;
export const InvitedIn = SignedIn.extend({
  session: z.object({ id: z.string(), role: SessionRole, placeId: z.string() }),
});
export type InvitedIn = z.infer<typeof InvitedIn>;

export const SessionPerson = z.object({
  userId: z.string(),
  name: z.string(),
  role: SessionRole,
  status: Attendance,
  /** The version of the consent form that they agreed to last; null: none. */
  consentVersion: z.number().int().nullable(),
  /** A spectator who may speak until then. */
  onStageUntil: z.string().nullable(),
});
export type SessionPerson = z.infer<typeof SessionPerson>;
export const SessionPeople = z.object({ items: z.array(SessionPerson) });
/** How long somebody may be brought on stage at a time. */
export const STAGE_PASS_SECONDS = [30, 60, 120, 300] as const;
/** Lets somebody in, sends them back to the waiting room or out, or brings a spectator on stage; 0 ends that. */
export const PersonChange = z.union([
  z.strictObject({ status: Attendance.extract(["waiting", "admitted", "dismissed"]) }),
  z.strictObject({ onStageSeconds: z.literal([0, ...STAGE_PASS_SECONDS]) }),
]);
export type PersonChange = z.infer<typeof PersonChange>;

/** What one's own page shows of a session: nothing of guide but what it shows, of whispers or others. */
export const SessionSeat = z.object({
  id: z.string(),
  title: z.string(),
  topic: z.string(),
  placeId: z.string(),
  startsAt: z.string().nullable(),
  status: SessionStatus,
  circleId: z.string().nullable(),
  role: SessionRole,
  /** Who made the link they came by; null if nobody is known. */
  invitedBy: z.string().nullable(),
  attendance: Attendance,
  onStageUntil: z.string().nullable(),
  isFrozen: z.boolean(),
  isMuted: z.boolean(),
  consent: z.string(),
  /** The form says that what was said may be shown to others afterwards, read-only. */
  mayShare: z.boolean(),
  /** The form says that names are shown in what leaves the session. */
  showsNames: z.boolean(),
  consentVersion: z.number().int(),
  /** Whether they still have to agree to this version before they are let in. */
  needsConsent: z.boolean(),
  /** What the running section shows to those who were let in. */
  material: Material.nullable(),
  /** The database's clock. */
  now: z.string(),
});
export type SessionSeat = z.infer<typeof SessionSeat>;
export const ConsentGiven = z.object({ version: z.number().int() });
