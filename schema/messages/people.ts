/** People of a workspace, their roles, join links and the audit log, in HTTP requests and responses. */
import { z } from "zod";
import { formerToken, MAX_NAME_LENGTH, Role } from "./account.ts";
import { Plan } from "./billing.ts";
import { BudgetPeriod, BudgetScope } from "./budget.ts";
import { ComplianceTier } from "./models.ts";
import { MAX_REASON_LENGTH } from "./report-length.ts";
import { StorageKind } from "./storage.ts";
import { named } from "./written-text.ts";

/** Roles that an admin can give; "guest" is the role of people who came without one. */
export const GivenRole = Role.exclude(["guest"]);
export type GivenRole = z.infer<typeof GivenRole>;

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["guest", "account"]),
  role: Role,
  email: z.string().nullable(),
  isBlocked: z.boolean(),
  /** Browsers and devices that are signed in. */
  signInCount: z.number().int(),
  createdAt: z.string(),
});
export type PersonView = z.infer<typeof PersonView>;

/** Newest first. `next`: the `cursor` of the next page; null on the last one. */
export const PeopleList = z.object({ people: z.array(PersonView), next: z.string().nullable() });
export type PeopleList = z.infer<typeof PeopleList>;

export const RoleChange = z.object({ role: GivenRole });
export const BlockChange = z.object({ isBlocked: z.boolean() });

const MAX_HOURS = 24 * 90;
const MAX_USES = 10_000;

/** A link that gives a role to the person who opens it; never the admin role. */
export const JoinLinkDraft = z.object({
  role: GivenRole.exclude(["admin"]),
  hours: z.number().int().min(1).max(MAX_HOURS, "at most 90 days"),
  uses: z.number().int().min(1).max(MAX_USES),
});
export type JoinLinkDraft = z.infer<typeof JoinLinkDraft>;

export const JoinLinkView = z.object({
  id: z.string(),
  role: Role,
  expiresAt: z.string(),
  usesLeft: z.number().int(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type JoinLinkView = z.infer<typeof JoinLinkView>;

/** Links that can still be used, newest first. */
export const JoinLinkList = z.object({ links: z.array(JoinLinkView) });
/** `token` is returned only once; the page's address is `#/join/<token>`. */
export const NewJoinLink = JoinLinkView.extend({ token: z.string() });
export type NewJoinLink = z.infer<typeof NewJoinLink>;
export const JoinLinkUse = z.object({
  token: z.string().min(1).max(300),
  name: named(MAX_NAME_LENGTH, "choose a name").optional(),
  formerToken,
});
export type JoinLinkUse = z.infer<typeof JoinLinkUse>;

const reason = z.string().trim().max(MAX_REASON_LENGTH, `at most ${MAX_REASON_LENGTH} characters`);

/** Of something that was said, or of a person. */
export const ReportDraft = z.union([
  z.strictObject({ turnId: z.string().max(100), reason }),
  z.strictObject({ userId: z.string().max(100), reason }),
]);
export type ReportDraft = z.infer<typeof ReportDraft>;

/** What somebody reported, for admins (SPEC A6). */
export const ReportView = z.object({
  id: z.string(),
  reporterName: z.string(),
  /** The person or persona it is about. */
  subjectName: z.string(),
  /** What was said; null if it is about the person. */
  quote: z.string().nullable(),
  reason: z.string(),
  createdAt: z.string(),
});
export type ReportView = z.infer<typeof ReportView>;

/** Those that are not settled, newest first. `next`: the `cursor` of the next page; null on the last one. */
export const ReportList = z.object({ reports: z.array(ReportView), next: z.string().nullable() });
export type ReportList = z.infer<typeof ReportList>;

export const AUDITED_ACTIONS = [
  "role-given",
  "sign-ins-ended",
  "person-removed",
  "person-blocked",
  "person-unblocked",
  "report-settled",
  "join-link-made",
  "join-link-withdrawn",
  "join-link-used",
  "admin-link-used",
  "budget-made",
  "budget-changed",
  "budget-deleted",
  "billing-switched-on",
  "billing-switched-off",
  "credit-granted",
  "plan-set",
  "tier-changed",
  "retention-set",
  "persona-hidden",
  "persona-shown",
] as const;
export const AuditedAction = z.enum(AUDITED_ACTIONS);
export type AuditedAction = z.infer<typeof AuditedAction>;

/** The values an action set; only those that apply are present. Money in nano-dollars. */
export const AuditDetails = z.object({
  budget: z.object({ scope: BudgetScope, subjectId: z.string().nullable(), period: BudgetPeriod }).optional(),
  amountNano: z.number().int().optional(),
  plan: Plan.optional(),
  tier: ComplianceTier.optional(),
  /** `keepDays` null means forever. */
  retention: z.object({ kind: StorageKind, keepDays: z.number().int().nullable() }).optional(),
});
export type AuditDetails = z.infer<typeof AuditDetails>;

/** An administrative action that took place (SPEC A4). */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  actorName: z.string(),
  action: AuditedAction,
  /** The person, link, budget or workspace it was applied to. */
  subjectName: z.string(),
  /** The role it gave; null if none. */
  role: Role.nullable(),
  details: AuditDetails,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Newest first. */
export const AuditList = z.object({ entries: z.array(AuditEntry), next: z.string().nullable() });
export type AuditList = z.infer<typeof AuditList>;
