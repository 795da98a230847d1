/** Sessions and their plans, each statement for one person in their workspace (SPEC A2, C9). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { RecordEntry, PromptUse, SessionPlan, SessionRole, SessionStatus } from "../../schema/messages/session.ts";
import { MAX_GROUPS } from "../../schema/messages/session-groups.ts";
import { lockRow } from "../database/lock-row.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { mayAddBytes } from "./material/pictures.store.ts";
import { announceSession, recordAct } from "./record-act.store.ts";
import { HAS_AGREED } from "./session-acts.store.ts";

export type SessionFound = {
  id: string;
  ownerId: string;
  ownerName: string;
  leadId: string;
  leadName: string;
  template: string | null;
  plan: SessionPlan;
  version: number;
  consentVersion: number;
  status: SessionStatus;
  circleId: string | null;
  section: number;
  startedAt: Date | string | null;
  sectionStartedAt: Date | string | null;
  frozenAt: Date | string | null;
  frozenMs: string | number;
  sectionFrozenMs: string | number;
  budgetNano: string | number | null;
  muted: string[];
  prompts: { section: number; text: string; use: PromptUse }[];
  endedAt: Date | string | null;
  myRole: SessionRole;
  now: Date | string;
};

export const MAX_PLANNED = 200;

/** SQL, of session `s`: read from its record, which only facilitators may. */
const PROMPTS = `coalesce((select json_agg(done) from (
    select distinct on (r.details->>'section', r.details->>'text') (r.details->>'section')::int as section,
      r.details->>'text' as text, substr(r.action, 8) as use
    from session_records r where r.session_id = s.id and r.action in ('prompt-sent', 'prompt-given', 'prompt-skipped')
    order by r.details->>'section', r.details->>'text', r.id desc) done), '[]'::json)`;

/** SQL, of session `s`; `select` takes it with its owner `u`. */
const FOUND = `s.id, s.owner_id as "ownerId", u.name as "ownerName",
  coalesce(s.lead_id, s.owner_id) as "leadId",
  (select name from users where id = coalesce(s.lead_id, s.owner_id)) as "leadName", s.template,
  s.plan, s.version, s.consent_version as "consentVersion",
  s.status, s.circle_id as "circleId", s.section, s.started_at as "startedAt", s.section_started_at as "sectionStartedAt",
  s.frozen_at as "frozenAt", s.frozen_ms as "frozenMs", s.section_frozen_ms as "sectionFrozenMs", s.budget_nano as "budgetNano", s.muted,
  ${PROMPTS} as prompts,
  s.ended_at as "endedAt", scope_session_role(s.id) as "myRole", now() as now`;

export type SessionStore = ReturnType<typeof createSessionStore>;

export const createSessionStore = (database: Database) => ({ ...readings(database), ...changes(database) });

function readings(database: Database) {
  return {
    /** Newest first, before the session `before`. */
    list: (scope: Principal, before: string | undefined, limit: number): Promise<SessionFound[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ${FOUND} from sessions s join users u on u.id = s.owner_id
           where scope_session_role(s.id) is not null and (?::text is null or s.id < ?) order by s.id desc limit ?`,
          [before ?? null, before ?? null, limit],
        ),
      ),

    /** Whatever one's role in it; null without one. */
    async find(scope: Principal, id: string): Promise<SessionFound | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<SessionFound[]>(
          `select ${FOUND} from sessions s join users u on u.id = s.owner_id
           where s.id = ? and scope_session_role(s.id) is not null`,
          [id],
        ),
      );
      return found ?? null;
    },

    /** Of a link, which knows nobody; null when it shows nothing. */
    async findShared(scope: Principal): Promise<SessionFound | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<SessionFound[]>(
          `select ${FOUND} from sessions s left join users u on u.id = s.owner_id where s.id = scope_shared_session()`,
        ),
      );
      return found ?? null;
    },

    /** Newest first. */
    async readRecord(scope: Principal, id: string, before: string | undefined, limit: number): Promise<RecordEntry[]> {
      const rows = await database.inScope(scope, (em) =>
        em.execute<(Omit<RecordEntry, "at"> & { at: Date | string })[]>(
          `select id, at, actor_id as "actorId", actor_name as "actorName", action, details from session_records
           where session_id = ? and (?::text is null or id < ?) order by id desc limit ?`,
          [id, before ?? null, before ?? null, limit],
        ),
      );
      return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
    },
  };
}

/** SQL: whoever has not agreed to the form as it is now goes back to the waiting room, or leaves the stage. */
const ASK_AGAIN = `update session_people p
  set status = case when p.role = 'participant' then 'waiting' else p.status end, on_stage_until = null
  from sessions s where s.id = p.session_id and s.id = ? and p.status = 'admitted'
    and (p.role = 'participant' or p.on_stage_until is not null) and not ${HAS_AGREED}`;

/** While it runs, its place and language stay. @returns whether `version` was still the latest and it has not ended */
export async function changePlanIn(
  em: EntityManager,
  scope: Principal,
  { id, version, plan }: { id: string; version: number; plan: SessionPlan },
): Promise<boolean> {
  // Its place may be left by this.
  await announceSession(em, id);
  const changed = await em.execute(
    `update sessions set plan = ?, starts_at = ?, version = version + 1, updated_at = now(),
       consent_version = consent_version
         + (plan->>'consent' is distinct from ? or coalesce(plan->>'mayShare', 'false') <> ?
           or coalesce(plan->>'showsNames', 'false') <> ?)::int
     where id = ? and version = ? and status <> 'ended'
       and (status = 'planned' or plan->>'placeId' = ? and plan->>'language' = ? and plan->>'isOpen' = ?) returning id`,
    [
      JSON.stringify(plan),
      plan.startsAt,
      plan.consent,
      String(plan.mayShare),
      String(plan.showsNames),
      id,
      version,
      plan.placeId,
      plan.language,
      String(plan.isOpen),
    ],
  );
  if (changed.length === 0) return false;
  await em.execute(ASK_AGAIN, [id]);
  await recordAct(em, scope, { sessionId: id, action: "plan-changed" });
  return true;
}

type Origin = {
  template: string | null;
  /** The session whose plan, and pictures, it begins with. */
  copyOf: string | null;
  /** Whether it is another group of that one's guide. */
  isGroup: boolean;
};

/** @returns the session that its guide was made for, to which nobody adds a group until the transaction ends */
async function lockGuide(em: EntityManager, sessionId: string): Promise<string> {
  const groups = await em.execute<{ guideId: string }[]>(
    `select coalesce(guide_id, id) as "guideId" from sessions
     where coalesce(guide_id, id) = (select coalesce(guide_id, id) from sessions where id = ?) order by id for no key update`,
    [sessionId],
  );
  return groups[0]?.guideId ?? sessionId;
}

const countGroups = "(select count(*)::int as count from sessions where coalesce(guide_id, id) = ?)";

type Copied = {
  plan: SessionPlan;
  /** New ids of pictures by those that they are copied from. */
  copies: ReadonlyMap<string, string>;
  bytes: number;
};

/** The plan with pictures of its own. One that is gone is shown as its description. */
function withOwnPictures(plan: SessionPlan, pictures: readonly { id: string; bytes: number }[]): Copied {
  const bytesOf = new Map(pictures.map(({ id, bytes }) => [id, bytes]));
  const copies = new Map<string, string>();
  const guide = plan.guide.map((section) => {
    const { material } = section;
    if (material?.kind !== "picture") return section;
    const { pictureId: from, description } = material;
    if (!bytesOf.has(from)) return { ...section, material: { kind: "text" as const, text: description } };
    const pictureId = copies.get(from) ?? newId();
    copies.set(from, pictureId);
    return { ...section, material: { ...material, pictureId } };
  });
  const bytes = [...copies.keys()].reduce((sum, id) => sum + bytesOf.get(id)!, 0);
  return { plan: { ...plan, guide }, copies, bytes };
}

const listPictures = (em: EntityManager, sessionId: string) =>
  em.execute<{ id: string; bytes: number }[]>(
    "select id, octet_length(content) as bytes from session_pictures where session_id = ?",
    [sessionId],
  );

function changes(database: Database) {
  return {
    /** @returns its id, or what there is as much of as there may be: planned sessions and pictures of the person, groups of the guide */
    insert: (
      scope: Principal,
      planned: SessionPlan,
      { template, copyOf, isGroup }: Origin,
    ): Promise<{ id: string } | { full: "sessions" | "groups" | "pictures" }> =>
      database.inScope(scope, async (em) => {
        const [id, userId] = [newId(), personOf(scope)!];
        await lockRow(em, "users", userId);
        // Each session has pictures of its own, which go with it.
        const { plan, copies, bytes }: Copied =
          copyOf === null
            ? { plan: planned, copies: new Map(), bytes: 0 }
            : withOwnPictures(planned, await listPictures(em, copyOf));
        if (bytes > 0 && !(await mayAddBytes(em, bytes))) return { full: "pictures" };
        const guideId = isGroup && copyOf !== null ? await lockGuide(em, copyOf) : null;
        const row = [id, scope.workspaceId, userId, template, JSON.stringify(plan), plan.startsAt, guideId];
        const added = await em.execute(
          `insert into sessions (id, workspace_id, owner_id, template, plan, starts_at, guide_id)
           select ?, ?, ?, ?, ?, ?, ? where (select count(*) from sessions where owner_id = ? and status = 'planned') < ?
             and ${countGroups} < ? returning id`,
          [...row, userId, MAX_PLANNED, guideId, MAX_GROUPS],
        );
        if (added.length === 0) {
          const [groups] = await em.execute<{ count: number }[]>(countGroups, [guideId]);
          return { full: groups!.count < MAX_GROUPS ? "sessions" : "groups" };
        }
        for (const [from, to] of copies)
          await em.execute(
            `insert into session_pictures (id, session_id, workspace_id, owner_id, content_type, content, is_stripped)
             select ?, ?, workspace_id, ?, content_type, content, is_stripped from session_pictures where id = ? and session_id = ?`,
            [to, id, userId, from, copyOf],
          );
        await recordAct(em, scope, { sessionId: id, action: "made" });
        return { id };
      }),

    /** @returns whether `version` was still the latest and it has not ended */
    change: (scope: Principal, id: string, version: number, plan: SessionPlan): Promise<boolean> =>
      database.inScope(scope, (em) => changePlanIn(em, scope, { id, version, plan })),

    /** @returns whether there was a planned one that this person may delete */
    remove: (scope: Principal, id: string): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        await announceSession(em, id);
        return (await em.execute("delete from sessions where id = ? returning id", [id])).length > 0;
      }),
  };
}
