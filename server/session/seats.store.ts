/** What a person does in a session themselves: comes by a link, agrees to the form, withdraws (SPEC C9). */
import { personOf, principalOf, type Principal } from "../../engine/scope/scope.ts";
import type { SessionRole } from "../../schema/messages/session.ts";
import type { SessionSeat } from "../../schema/messages/session-seat.ts";
import { insertUserWithSignIn, type NewSignIn, type NewUser } from "../account/account.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { erasePerson, lockSession } from "./erase-person.store.ts";
import { recordAct } from "./record-act.store.ts";
import { HAS_AGREED, HAS_WITHDRAWN } from "./session-acts.store.ts";

const OPEN = "i.withdrawn_at is null and i.expires_at > now()";

type Seat = Omit<SessionSeat, "onStageUntil" | "startsAt" | "now"> & {
  onStageUntil: Date | string | null;
  startsAt: Date | string | null;
  now: Date | string;
};
export type InvitedTo = { id: string; role: SessionRole; placeId: string };
export type LinkRefusal = "link-over" | "session-over" | "sent-out";

const iso = (at: Date | string) => new Date(at).toISOString();
const toSeat = ({ onStageUntil, startsAt, now, ...seat }: Seat): SessionSeat => ({
  ...seat,
  onStageUntil: onStageUntil && iso(onStageUntil),
  startsAt: startsAt && iso(startsAt),
  now: iso(now),
});

/** SQL: their own seat, of a session, a person and a workspace. */
const SEAT = `select s.id, s.plan->>'title' as title, s.plan->>'topic' as topic, s.plan->>'placeId' as "placeId",
  s.starts_at as "startsAt", s.status, s.circle_id as "circleId", p.role, u.name as "invitedBy", p.status as attendance,
  p.on_stage_until as "onStageUntil", s.frozen_at is not null as "isFrozen",
  s.muted @> array[p.user_id] as "isMuted", s.plan->>'consent' as consent,
  coalesce((s.plan->>'mayShare')::boolean, false) as "mayShare",
  coalesce((s.plan->>'showsNames')::boolean, false) as "showsNames", s.consent_version as "consentVersion",
  not ${HAS_AGREED} or p.role = 'participant' and p.status = 'invited' as "needsConsent",
  case when s.status = 'live' and p.status = 'admitted' then s.plan->'guide'->s.section->'material' end as material,
  now() as now
  from session_people p join sessions s on s.id = p.session_id
  left join session_invitations i on i.id = p.invitation_id left join users u on u.id = i.owner_id
  where p.session_id = ? and p.user_id = ? and p.workspace_id = ?`;

export type SeatStore = ReturnType<typeof createSeatStore>;

export const createSeatStore = (database: Database) => ({
  /**
   * Gives the role of the link in its session; a new user is inserted first. Somebody who has a role there keeps it, and
   * uses up nothing.
   */
  useInvitation: (tokenHash: string, user: NewUser, firstSignIn?: NewSignIn): Promise<InvitedTo | LinkRefusal> =>
    database.em().transactional(async (em) => {
      const [link] = await em.execute<(InvitedTo & { invitationId: string; isOpen: boolean; isOver: boolean })[]>(
        `select i.id as "invitationId", i.role, s.id, s.plan->>'placeId' as "placeId", ${OPEN} as "isOpen",
           s.status = 'ended' as "isOver"
         from session_invitations i join sessions s on s.id = i.session_id
         where i.token_hash = ? and i.workspace_id = ? for no key update of i`,
        [tokenHash, user.workspaceId],
      );
      if (!link) return "link-over";
      if (link.isOver) return "session-over";
      const { invitationId, isOpen, isOver: _, ...to } = link;
      const [seat] = await em.execute<{ role: SessionRole; status: string }[]>(
        "select role, status from session_people where session_id = ? and user_id = ?",
        [to.id, user.id],
      );
      if (seat?.status === "dismissed") return "sent-out";
      if (seat && seat.status !== "withdrawn") return { ...to, role: seat.role };
      // The use is counted in the same statement, so that of many at once only as many get in as there are uses.
      const counted = isOpen && (await em.execute(COUNT_USE, [invitationId])).length > 0;
      if (!counted) return "link-over";
      if (firstSignIn) await insertUserWithSignIn(em, user, firstSignIn);
      const status = to.role === "participant" ? "invited" : "admitted";
      await em.execute(
        `insert into session_people (session_id, user_id, workspace_id, role, status, invitation_id) values (?, ?, ?, ?, ?, ?)
         on conflict (session_id, user_id) do update set role = excluded.role, status = excluded.status`,
        [to.id, user.id, user.workspaceId, to.role, status, invitationId],
      );
      const details = { role: to.role };
      await recordAct(em, principalOf(user.workspaceId, user.id), { sessionId: to.id, action: "joined", details });
      return to;
    }),

  /** Also of those who are no longer in it: they are told so, though nothing else of it is theirs to read. */
  async find(scope: Principal, sessionId: string): Promise<SessionSeat | null> {
    const [seat] = await database.em().execute<Seat[]>(SEAT, [sessionId, personOf(scope), scope.workspaceId]);
    return seat ? toSeat(seat) : null;
  },

  /** They go on to the waiting room. @returns whether that was the current version, of a session that has not ended */
  agree: (scope: Principal, sessionId: string, version: number): Promise<boolean> =>
    database.em().transactional(async (em) => {
      const userId = personOf(scope)!;
      const [agreed] = await em.execute<{ isNew: boolean }[]>(
        `insert into session_consents (session_id, user_id, version, workspace_id, text, may_share, shows_names)
         select p.session_id, p.user_id, s.consent_version, p.workspace_id, s.plan->>'consent',
           coalesce((s.plan->>'mayShare')::boolean, false), coalesce((s.plan->>'showsNames')::boolean, false)
         from session_people p join sessions s on s.id = p.session_id
         where p.session_id = ? and p.user_id = ? and p.workspace_id = ? and s.consent_version = ? and s.status <> 'ended'
           and p.status not in ('dismissed', 'withdrawn')
         on conflict (session_id, user_id, version) do update set version = excluded.version returning xmax = 0 as "isNew"`,
        [sessionId, userId, scope.workspaceId, version],
      );
      if (!agreed) return false;
      const goesOn = (await em.execute(GO_ON, [sessionId, userId])).length > 0;
      // Whoever agrees again and again changes nothing.
      if (!agreed.isNew && !goesOn) return true;
      await recordAct(em, scope, { sessionId, action: "agreed", details: { consentVersion: version } });
      return true;
    }),

  /** Their words go with them. Somebody who was sent out stays so. @returns whether they had not withdrawn yet */
  withdraw: (scope: Principal, sessionId: string): Promise<boolean> =>
    database.em().transactional(async (em) => {
      await lockSession(em, sessionId);
      const left = await em.execute(
        `update session_people p set status = case status when 'dismissed' then status else 'withdrawn' end, on_stage_until = null
         where session_id = ? and user_id = ? and workspace_id = ? and not ${HAS_WITHDRAWN} returning user_id`,
        [sessionId, personOf(scope), scope.workspaceId],
      );
      if (left.length === 0) return false;
      await recordAct(em, scope, { sessionId, action: "withdrew" });
      await erasePerson(em, { sessionId, userId: personOf(scope)! });
      return true;
    }),
});

const COUNT_USE =
  "update session_invitations set uses_left = uses_left - 1 where id = ? and uses_left > 0 returning id";

const GO_ON =
  "update session_people set status = 'waiting' where session_id = ? and user_id = ? and status = 'invited' returning user_id";
