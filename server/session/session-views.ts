/** Sessions as they are shown. */
import type { Session, SessionSummary } from "../../schema/messages/session.ts";
import type { SessionSeat } from "../../schema/messages/session-seat.ts";
import type { SessionFound } from "./session.store.ts";

const iso = (at: Date | string | null): string | null => at && new Date(at).toISOString();

export const toSummary = ({
  id,
  plan,
  status,
  startedAt,
  endedAt,
  ownerId,
  ownerName,
  myRole,
}: SessionFound): SessionSummary => ({
  id,
  title: plan.title,
  topic: plan.topic,
  kind: plan.kind,
  status,
  startsAt: plan.startsAt,
  startedAt: iso(startedAt),
  endedAt: iso(endedAt),
  owner: { userId: ownerId, name: ownerName },
  myRole,
});

export const toSession = (found: SessionFound): Session => ({
  id: found.id,
  owner: { userId: found.ownerId, name: found.ownerName },
  lead: { userId: found.leadId, name: found.leadName },
  template: found.template,
  plan: found.plan,
  version: found.version,
  consentVersion: found.consentVersion,
  status: found.status,
  circleId: found.circleId,
  times: {
    startedAt: iso(found.startedAt),
    endedAt: iso(found.endedAt),
    section: found.section,
    sectionStartedAt: iso(found.sectionStartedAt),
    frozenAt: iso(found.frozenAt),
    frozenMs: Number(found.frozenMs),
    sectionFrozenMs: Number(found.sectionFrozenMs),
  },
  budgetNano: found.budgetNano === null ? null : Number(found.budgetNano),
  muted: found.muted,
  prompts: found.prompts,
  now: new Date(found.now).toISOString(),
});

/** Of those who lead it without having come by a link: its owner, and facilitators and admins of the workspace. */
export const toLeadersSeat = ({
  id,
  plan,
  status,
  section,
  circleId,
  frozenAt,
  consentVersion,
  now,
}: SessionFound): SessionSeat => ({
  id,
  title: plan.title,
  topic: plan.topic,
  placeId: plan.placeId,
  startsAt: plan.startsAt,
  status,
  circleId,
  role: "facilitator",
  invitedBy: null,
  attendance: "admitted",
  onStageUntil: null,
  isFrozen: frozenAt !== null,
  isMuted: false,
  mayShare: plan.mayShare,
  showsNames: plan.showsNames,
  consent: plan.consent,
  consentVersion,
  needsConsent: false,
  material: (status === "live" && plan.guide[section]?.material) || null,
  now: new Date(now).toISOString(),
});
