/** Sessions as the servers that have their places run them (SPEC C9). */
import type { Principal } from "../../engine/scope/scope.ts";
import type { SessionPlan } from "../../schema/messages/session.ts";
import { wordsOfMaterial } from "../../schema/rules/session/words-of-material.ts";
import { lockAccounts } from "../budget/lock-accounts.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { erasePerson, type Withdrawn } from "./erase-person.store.ts";
import type { HostedSession, HostedWhisper } from "./hosted-session.ts";
import { recordAct } from "./record-act.store.ts";
import { HAS_WITHDRAWN, startIn } from "./session-acts.store.ts";

type Row = Omit<HostedSession, "placeId" | "owner" | "people" | "whispers" | "section" | "startsAt" | "isPrivate"> & {
  ownerId: string;
  ownerName: string;
  plan: SessionPlan;
  sectionIndex: number;
  startsAt: Date | string | null;
};
type PersonRow = Omit<HostedSession["people"][number], "onStageUntil"> & { onStageUntil: Date | string | null };

export type SessionHosting = ReturnType<typeof createSessionHosting>;

export function createSessionHosting(database: Database) {
  const read = async (sessionId: string): Promise<HostedSession | null> => {
    const em = database.em();
    const [row] = await em.execute<Row[]>(
      `select s.id, s.workspace_id as "workspaceId", s.owner_id as "ownerId", u.name as "ownerName",
         coalesce(s.lead_id, s.owner_id) as "leadId", s.status, s.starts_at as "startsAt",
         s.circle_id as "circleId", exists (select from circles c where c.id = s.circle_id) as "hasCircle", s.plan,
         s.frozen_at is not null as "isFrozen", s.muted, s.section as "sectionIndex"
       from sessions s join users u on u.id = s.owner_id where s.id = ?`,
      [sessionId],
    );
    if (!row) return null;
    const people = await em.execute<PersonRow[]>(
      `select p.user_id as "userId", u.name, p.role, case when ${HAS_WITHDRAWN} then 'withdrawn' else p.status end as status,
         p.on_stage_until as "onStageUntil"
       from session_people p join users u on u.id = p.user_id where p.session_id = ?`,
      [sessionId],
    );
    const whispers = await em.execute<HostedWhisper[]>(
      `select id, persona_id as "personaId", text from session_whispers
       where session_id = ? and delivered_at is null order by id`,
      [sessionId],
    );
    return toHosted(row, people, whispers);
  };

  return {
    read,

    /** Those of a place that run, or start by themselves, or have ended without their circle. */
    async listIds(placeId: string, workspaceId: string): Promise<string[]> {
      const rows = await database.em().execute<{ id: string }[]>(
        `select s.id from sessions s where s.workspace_id = ? and s.plan->>'placeId' = ?
           and (s.status = 'live' or s.status = 'planned' and s.starts_at is not null or s.status = 'ended'
             and exists (select from circles c where c.id = s.circle_id and c.ended_at is null)) order by s.id`,
        [workspaceId, placeId],
      );
      return rows.map(({ id }) => id);
    },

    /** Starts it in the name of its owner if its time has come; once, whoever asks. */
    startIfDue: (sessionId: string): Promise<void> =>
      database.em().transactional(async (em) => {
        const [of] = await em.execute<{ workspaceId: string }[]>(
          `select workspace_id as "workspaceId" from sessions where id = ? and status = 'planned' and starts_at <= now()`,
          [sessionId],
        );
        if (!of) return;
        // Accounts before sessions, as whoever sets a session's budget locks them.
        await lockAccounts(queryIn(em), of.workspaceId);
        const [due] = await em.execute<{ ownerId: string; workspaceId: string }[]>(
          `select owner_id as "ownerId", workspace_id as "workspaceId" from sessions
           where id = ? and status = 'planned' and starts_at <= now() for no key update`,
          [sessionId],
        );
        if (!due || (await startIn(em, due.workspaceId, sessionId)).length === 0) return;
        const owner: Principal = { workspaceId: due.workspaceId, actor: { kind: "person", userId: due.ownerId } };
        await recordAct(em, owner, { sessionId, action: "started" });
      }),

    /** What was written while they withdrew. */
    erase: (withdrawn: Withdrawn): Promise<void> => database.em().transactional((em) => erasePerson(em, withdrawn)),

    /** Once, whoever asks: from a lead who is gone to another facilitator. */
    passLead: (sessionId: string, from: string, to: string): Promise<void> =>
      database.em().transactional(async (em) => {
        const [passed] = await em.execute<{ workspaceId: string }[]>(
          `update sessions set lead_id = ? where id = ? and status = 'live' and coalesce(lead_id, owner_id) = ?
           returning workspace_id as "workspaceId"`,
          [to, sessionId, from],
        );
        if (!passed) return;
        const lead: Principal = { workspaceId: passed.workspaceId, actor: { kind: "person", userId: to } };
        await recordAct(em, lead, { sessionId, action: "lead-passed", details: { subjectId: from } });
      }),

    markDelivered: async (whisperIds: readonly string[]): Promise<void> =>
      void (await database
        .em()
        .execute(
          "update session_whispers set delivered_at = now() where id in (select json_array_elements_text(?::json))",
          [JSON.stringify(whisperIds)],
        )),
  };
}

const toDate = (at: Date | string | null): Date | null => (at === null ? null : new Date(at));

function toHosted(
  { plan, ownerId, ownerName, sectionIndex, startsAt, ...row }: Row,
  people: PersonRow[],
  whispers: HostedWhisper[],
): HostedSession {
  const { placeId, topic, kind, language, isOpen, personaIds, guide } = plan;
  const section = guide[sectionIndex];
  return {
    ...row,
    placeId,
    owner: { userId: ownerId, name: ownerName },
    startsAt: toDate(startsAt),
    topic,
    kind,
    language,
    isPrivate: !isOpen,
    personaIds,
    section: section
      ? {
          title: section.title,
          prompts: section.prompts,
          shown: section.material && wordsOfMaterial(section.material),
          material: section.material,
        }
      : null,
    people: people.map((person) => ({ ...person, onStageUntil: toDate(person.onStageUntil) })),
    whispers,
  };
}
