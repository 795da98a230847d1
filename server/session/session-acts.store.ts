/** What facilitators do while a session runs: each act changes what it expects to find, or nothing (SPEC C9). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { PromptChange, Whisper } from "../../schema/messages/session.ts";
import type { PersonChange, SessionPerson } from "../../schema/messages/session-seat.ts";
import { lockAccounts } from "../budget/lock-accounts.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { recordAct, recordSteering, type Act } from "./record-act.store.ts";
import { keepBudgetOf } from "./session-budget.store.ts";

/** Instructions to one persona that wait for its next turn. */
export const MAX_WHISPERS = 5;

export type SessionActs = ReturnType<typeof createSessionActs>;

export function createSessionActs(database: Database) {
  /** @param statement returns a row if it changed anything; then the act is recorded */
  const act = (
    scope: Principal,
    done: Act,
    statement: (em: EntityManager) => Promise<readonly object[]>,
  ): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      if ((await statement(em)).length === 0) return false;
      await recordAct(em, scope, done);
      return true;
    });
  const { start, end } = beginnings(act);

  return {
    start,
    end,
    ...steering(act),
    ...peopleActs(database, act),
    ...words(database),
  };
}

type Doing = (
  scope: Principal,
  done: Act,
  statement: (em: EntityManager) => Promise<readonly object[]>,
) => Promise<boolean>;

const beginnings = (act: Doing) => ({
  /** @returns whether it was planned until now */
  start: (scope: Principal, sessionId: string) =>
    act(scope, { sessionId, action: "started" }, (em) => startIn(em, scope.workspaceId, sessionId)),

  /** @returns whether it ran until now */
  end: (scope: Principal, sessionId: string) =>
    act(scope, { sessionId, action: "ended" }, (em) =>
      em.execute(
        `with ended as (
           update sessions set status = 'ended', ended_at = now() where id = ? and status = 'live' returning id
         ), closed as (
           update session_probes set closed_at = now() where session_id in (select id from ended) and closed_at is null
         ) select id from ended`,
        [sessionId],
      ),
    ),
});

/** With the budget of its circle. @returns a row if it was planned until now */
export async function startIn(em: EntityManager, workspaceId: string, sessionId: string): Promise<readonly object[]> {
  await lockAccounts(queryIn(em), workspaceId);
  const started = await em.execute<object[]>(START, [newId(), sessionId]);
  if (started.length > 0) await keepBudgetOf(em, sessionId);
  return started;
}

/** SQL: names the circle that the session's place opens. */
const START = `update sessions set status = 'live', circle_id = ?, section = 0, started_at = now(), section_started_at = now()
  where id = ? and status = 'planned' returning id`;

const steering = (act: Doing) => ({
  /** @returns whether the session runs and was still at section `from` */
  moveOn: (scope: Principal, sessionId: string, { from, to }: { from: number; to: number }) =>
    act(scope, { sessionId, action: "section-changed", details: { section: to } }, (em) =>
      em.execute(
        `update sessions set section = ?, section_started_at = coalesce(frozen_at, now()), section_frozen_ms = 0
         where id = ? and section = ? and status = 'live' and ? < json_array_length(plan->'guide') returning id`,
        [to, sessionId, from, to],
      ),
    ),

  /** @returns whether that was news */
  freeze: (scope: Principal, sessionId: string, frozen: boolean) =>
    act(scope, { sessionId, action: frozen ? "froze" : "unfroze" }, (em) =>
      em.execute(
        frozen
          ? "update sessions set frozen_at = now() where id = ? and status = 'live' and frozen_at is null returning id"
          : `update sessions set frozen_ms = frozen_ms + ${STOOD_STILL_MS},
               section_frozen_ms = section_frozen_ms + ${STOOD_STILL_MS}, frozen_at = null
             where id = ? and status = 'live' and frozen_at is not null returning id`,
        [sessionId],
      ),
    ),

  /** @returns whether `from` led until now */
  takeLead: (scope: Principal, sessionId: string, from: string) =>
    act(scope, { sessionId, action: "lead-taken", details: { subjectId: from } }, (em) =>
      em.execute(
        `update sessions set lead_id = ? where id = ? and status <> 'ended' and coalesce(lead_id, owner_id) = ?
           and coalesce(lead_id, owner_id) <> ? returning id`,
        [personOf(scope), sessionId, from, personOf(scope)],
      ),
    ),

  /** @returns whether that was news */
  mute: (scope: Principal, sessionId: string, memberId: string, muted: boolean) =>
    act(scope, { sessionId, action: muted ? "muted" : "unmuted", details: { subjectId: memberId } }, (em) =>
      em.execute(
        muted
          ? `update sessions set muted = array_append(muted, ?)
             where id = ? and status <> 'ended' and not muted @> array[?::text] and cardinality(muted) < 100 returning id`
          : `update sessions set muted = array_remove(muted, ?)
             where id = ? and status <> 'ended' and muted @> array[?::text] returning id`,
        [memberId, sessionId, memberId],
      ),
    ),
});

const STOOD_STILL_MS = "(extract(epoch from now() - frozen_at) * 1000)::bigint";

const peopleActs = (database: Database, act: Doing) => ({
  listPeople: async (scope: Principal, sessionId: string): Promise<SessionPerson[]> => {
    const rows = await database.inScope(scope, (em) =>
      em.execute<(Omit<SessionPerson, "onStageUntil"> & { onStageUntil: Date | string | null })[]>(
        `select p.user_id as "userId", case when ${HAS_WITHDRAWN} then '' else u.name end as name, p.role, p.status, p.on_stage_until as "onStageUntil",
           (select max(c.version) from session_consents c
            where c.session_id = p.session_id and c.user_id = p.user_id) as "consentVersion"
         from session_people p join users u on u.id = p.user_id
         where p.session_id = ? order by p.joined_at, p.user_id limit 3000`,
        [sessionId],
      ),
    );
    return rows.map((row) => ({ ...row, onStageUntil: row.onStageUntil && new Date(row.onStageUntil).toISOString() }));
  },

  /** Somebody is admitted only once they have agreed to the current form. @returns whether that was news and possible */
  changePerson: (scope: Principal, sessionId: string, userId: string, change: PersonChange) =>
    "status" in change
      ? act(scope, { sessionId, action: ACTION_OF[change.status], details: { subjectId: userId } }, async (em) => {
          const changed = await em.execute(
            `update session_people p set status = ?, on_stage_until = null from sessions s
             where s.id = p.session_id and p.session_id = ? and p.user_id = ? and p.status not in (?, 'withdrawn')
               and s.status <> 'ended' and (? <> 'admitted' or p.role <> 'participant' or p.status <> 'invited' and ${HAS_AGREED}) returning p.user_id`,
            [change.status, sessionId, userId, change.status, change.status],
          );
          // Whoever led and is sent out leads no longer: the owner does, until another takes the lead.
          if (change.status === "dismissed")
            await em.execute("update sessions set lead_id = null where id = ? and lead_id = ?", [sessionId, userId]);
          return changed;
        })
      : act(scope, stagePass(sessionId, userId, change.onStageSeconds), (em) =>
          em.execute(
            `update session_people p set on_stage_until = case when ? > 0 then now() + make_interval(secs => ?) end
             from sessions s where s.id = p.session_id and p.session_id = ? and p.user_id = ? and p.role = 'spectator'
               and p.status = 'admitted' and s.status = 'live' and ${HAS_AGREED} returning p.user_id`,
            [change.onStageSeconds, change.onStageSeconds, sessionId, userId],
          ),
        ),
});

const stagePass = (sessionId: string, subjectId: string, seconds: number): Act => ({
  sessionId,
  action: "brought-on-stage",
  details: { subjectId, seconds },
});

const ACTION_OF = { admitted: "admitted", waiting: "sent-to-waiting", dismissed: "dismissed" } as const;

/** SQL, of person `p` of session `s`: they agreed to the form as it is now. */
export const HAS_AGREED = `exists (select from session_consents c
  where c.session_id = p.session_id and c.user_id = p.user_id and c.version = s.consent_version)`;

/** SQL, of person `p`: they withdrew; also since they were sent out, which they stay. */
export const HAS_WITHDRAWN = `(p.status = 'withdrawn' or p.status = 'dismissed' and exists (select from session_records r
  where r.session_id = p.session_id and r.actor_id = p.user_id and r.action = 'withdrew' and r.id > all (select d.id
    from session_records d where d.session_id = p.session_id and d.action = 'dismissed' and d.details->>'subjectId' = p.user_id)))`;

const words = (database: Database) => ({
  /** @returns how many personas it was given to: those of the session that do not have too many already */
  whisper: (scope: Principal, sessionId: string, { personaId, text }: Whisper): Promise<number> =>
    database.inScope(scope, async (em) => {
      const to = await em.execute<{ id: string }[]>(
        `select i.id from sessions s, json_array_elements_text(s.plan->'personaIds') as i(id)
         where s.id = ? and s.status <> 'ended' and (?::text is null or i.id = ?) and ? > (select count(*)
           from session_whispers w where w.session_id = s.id and w.persona_id = i.id and w.delivered_at is null)`,
        [sessionId, personaId, personaId, MAX_WHISPERS],
      );
      for (const { id } of to) await insertWhisper(em, scope, { sessionId, personaId: id, text });
      if (to.length === 0) return 0;
      const subject = personaId === null ? {} : { subjectId: personaId };
      await recordAct(em, scope, { sessionId, action: "whispered", details: { text, ...subject } });
      return to.length;
    }),

  /** Word for word what is in the turn. @returns whether there is such a turn in its circle */
  pin: (scope: Principal, sessionId: string, turnId: string, note: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const [turn] = await em.execute<{ text: string; speakerName: string }[]>(
        `select t.text, t.speaker_name as "speakerName" from turns t join sessions s on s.circle_id = t.circle_id
         where s.id = ? and t.id = ? and t.text <> ''`,
        [sessionId, turnId],
      );
      if (!turn) return false;
      const details = { turnId, quotation: turn.text, speakerName: turn.speakerName, ...(note && { text: note }) };
      await recordAct(em, scope, { sessionId, action: "pinned", details });
      return true;
    }),

  /** As a whisper where a persona is to ask it. @returns whether it runs, and the persona can take it */
  usePrompt: (scope: Principal, sessionId: string, change: PromptChange, whispered: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const personaId = change.use === "given" ? change.personaId : null;
      const found = await em.execute(
        `select from sessions s where s.id = ? and s.status = 'live' and (?::text is null or exists (
             select from json_array_elements_text(s.plan->'personaIds') as i(id) where i.id = ?)
           and ? > (select count(*) from session_whispers w
             where w.session_id = s.id and w.persona_id = ? and w.delivered_at is null))`,
        [sessionId, personaId, personaId, MAX_WHISPERS, personaId],
      );
      if (found.length === 0) return false;
      if (personaId !== null) await insertWhisper(em, scope, { sessionId, personaId, text: whispered });
      const { section, text, use } = change;
      const details = { section, text, ...(personaId !== null && { subjectId: personaId }) };
      await recordAct(em, scope, { sessionId, action: `prompt-${use}`, details });
      return true;
    }),

  recordSteering: (scope: Principal, circleId: string, steering: string): Promise<void> =>
    database.inScope(scope, (em) => recordSteering(em, scope, circleId, steering)),
});

type NewWhisper = { sessionId: string; personaId: string; text: string };

const insertWhisper = (em: EntityManager, scope: Principal, { sessionId, personaId, text }: NewWhisper) =>
  em.execute(
    `insert into session_whispers (id, session_id, workspace_id, owner_id, persona_id, text) values (?, ?, ?, ?, ?, ?)`,
    [newId(), sessionId, scope.workspaceId, personOf(scope), personaId, text],
  );
