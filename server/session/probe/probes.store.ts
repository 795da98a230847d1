/** Probes of sessions and the answers to them, each statement for one person in their workspace (SPEC A2, C9). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { ProbedAnswer } from "../../../engine/survey/probe/ask-persona.ts";
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { ProbeAnswer, ProbeQuestion, ProbeValue, SessionProbe } from "../../../schema/messages/session-probe.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { queryIn } from "../../database/query-in.ts";
import { announceAnswer, recordAct } from "../record-act.store.ts";

export const MAX_PROBES = 200;

export type NewProbe = {
  question: ProbeQuestion;
  survey: { id: string; version: number } | null;
  /** The series that it goes on with, after this round; null: a new one. */
  after: { seriesId: string; round: number } | null;
};

/** A persona that answers at once. */
export type Rehearsed = { personaId: string; name: string; answer: ProbedAnswer };

type At = Date | string;
type Row = Omit<SessionProbe, "openedAt" | "closedAt" | "answers"> & { openedAt: At; closedAt: At | null };
export type ProbeFound = Row & { seed: number; personaIds: string[] };
type AnswerRow = Omit<ProbeAnswer, "at"> & { probeId: string; at: At };

const PROBE = `p.id, p.series_id as "seriesId", p.round, p.question, p.survey_id as "surveyId",
  p.survey_version as "surveyVersion", p.section, p.opened_at as "openedAt", p.closed_at as "closedAt",
  p.shown_at is not null as "isShown", p.seed, p.persona_ids as "personaIds",
  json_build_object('personas', cardinality(p.persona_ids), 'people', (select count(*) from session_people a
    where a.session_id = p.session_id and a.role = 'participant' and a.status = 'admitted')) as asked`;

const ANSWER = `a.probe_id as "probeId", a.respondent_id as "respondentId", a.name, a.kind, a.verdict, a.answer, a.words,
  a.model, a.prompt_hash as "promptHash", a.problem, a.at`;

export type ProbeStore = ReturnType<typeof createProbeStore>;

export const createProbeStore = (database: Database) => ({
  ...readings(database),
  ...acts(database),
  ...own(database),
});

function readings(database: Database) {
  const read = (scope: Principal, where: string, value: string): Promise<SessionProbe[]> =>
    database.inScope(scope, async (em) => {
      const rows = await em.execute<Row[]>(`select ${PROBE} from session_probes p where ${where} order by p.id desc`, [
        value,
      ]);
      const answers = await em.execute<AnswerRow[]>(
        `select ${ANSWER} from session_probe_answers a join session_probes p on p.id = a.probe_id where ${where}
         order by a.at, a.respondent_id`,
        [value],
      );
      return rows.map((row) => toProbe(row, answers));
    });
  return {
    /** Newest first. */
    list: (scope: Principal, sessionId: string) => read(scope, "p.session_id = ?", sessionId),

    /** All rounds of a question, newest first. */
    listSeries: (scope: Principal, seriesId: string) => read(scope, "p.series_id = ?", seriesId),

    async find(scope: Principal, sessionId: string, id: string): Promise<ProbeFound | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<ProbeFound[]>(`select ${PROBE} from session_probes p where p.id = ? and p.session_id = ?`, [
          id,
          sessionId,
        ]),
      );
      return found ?? null;
    },
  };
}

function toProbe(
  { id, seriesId, round, question, surveyId, surveyVersion, section, isShown, asked, ...row }: Row,
  all: AnswerRow[],
): SessionProbe {
  const answers = all
    .filter(({ probeId }) => probeId === id)
    .map(({ probeId: _, at, ...answer }) => ({ ...answer, at: new Date(at).toISOString() }));
  const openedAt = new Date(row.openedAt).toISOString();
  const closedAt = row.closedAt && new Date(row.closedAt).toISOString();
  return {
    id,
    seriesId,
    round,
    question,
    surveyId,
    surveyVersion,
    section,
    openedAt,
    closedAt,
    isShown,
    asked,
    answers,
  };
}

const acts = (database: Database) => ({
  /** @returns its id; null when one is open, this round was put already, or the session is over or has its most */
  put: (scope: Principal, sessionId: string, probe: NewProbe, seed: number, rehearsed: readonly Rehearsed[]) =>
    database.inScope(scope, async (em): Promise<string | null> => {
      const id = newId();
      const { question, survey, after } = probe;
      const put = await em.execute(
        `insert into session_probes (id, session_id, workspace_id, owner_id, series_id, round, question, survey_id,
           survey_version, persona_ids, seed, section)
         select ?, s.id, s.workspace_id, ?, ?, ?, ?, ?, ?,
           array(select json_array_elements_text(s.plan->'personaIds')), ?, case when s.status = 'live' then s.section end
         from sessions s where s.id = ? and s.status <> 'ended'
           and (select count(*) from session_probes p where p.session_id = s.id) < ?
         on conflict do nothing returning id`,
        [
          id,
          personOf(scope),
          after?.seriesId ?? id,
          (after?.round ?? 0) + 1,
          JSON.stringify(question),
          survey?.id ?? null,
          survey?.version ?? null,
          seed,
          sessionId,
          MAX_PROBES,
        ],
      );
      if (put.length === 0) return null;
      for (const { personaId, name, answer } of rehearsed)
        await insertPersonaAnswer(em, { probeId: id, personaId, name, seed, answer });
      await recordAct(em, scope, { sessionId, action: "probe-put", details: { text: question.title } });
      return id;
    }),

  /** @returns whether that was news */
  close: (scope: Principal, sessionId: string, id: string) =>
    database.inScope(scope, async (em): Promise<boolean> => {
      const [closed] = await em.execute<{ title: string }[]>(
        `update session_probes set closed_at = now() where id = ? and session_id = ? and closed_at is null
         returning question->>'title' as title`,
        [id, sessionId],
      );
      if (closed) await recordAct(em, scope, { sessionId, action: "probe-closed", details: { text: closed.title } });
      return closed !== undefined;
    }),

  /** @returns whether that was news */
  show: (scope: Principal, sessionId: string, id: string, shown: boolean) =>
    database.inScope(scope, async (em): Promise<boolean> => {
      const [changed] = await em.execute<{ title: string }[]>(
        `update session_probes set shown_at = ${shown ? "now()" : "null"} where id = ? and session_id = ?
           and shown_at is ${shown ? "null" : "not null"} returning question->>'title' as title`,
        [id, sessionId],
      );
      const action = shown ? "probe-shown" : "probe-hidden";
      if (changed) await recordAct(em, scope, { sessionId, action, details: { text: changed.title } });
      return changed !== undefined;
    }),
});

type OwnOpen = {
  id: string;
  question: ProbeQuestion;
  mayAnswer: boolean;
  verdict: string | null;
  answer: ProbeValue | null;
};
type Shown = { id: string; question: ProbeQuestion; answers: Pick<ProbeAnswer, "kind" | "verdict" | "answer">[] };

const own = (database: Database) => ({
  /** What one sees who is in the session; nothing for others. */
  findOwn: (scope: Principal, sessionId: string): Promise<{ open: OwnOpen | null; shown: Shown | null }> =>
    database.inScope(scope, async (em) => {
      const [open] = await em.execute<OwnOpen[]>(
        `select p.id, p.question, scope_may_answer_in(p.session_id) as "mayAnswer", a.verdict, a.answer
         from session_probes p left join session_probe_answers a on a.probe_id = p.id and a.respondent_id = ?
         where p.session_id = ? and p.closed_at is null`,
        [personOf(scope), sessionId],
      );
      const [shown] = await em.execute<Omit<Shown, "answers">[]>(
        `select id, question from session_probes where session_id = ? and shown_at is not null
         order by shown_at desc limit 1`,
        [sessionId],
      );
      if (!shown) return { open: open ?? null, shown: null };
      const answers = await em.execute<Shown["answers"]>("select * from scope_shown_answers(?)", [shown.id]);
      return { open: open ?? null, shown: { ...shown, answers } };
    }),

  /** The last answer counts. @returns whether the probe is open, and put to this person */
  answer: (scope: Principal, sessionId: string, id: string, answer: ProbeValue | null): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      // Withdrawing waits for this answer, and takes it along; or this waits for that, and stores nothing.
      await em.execute("select hold_own_seat(?)", [sessionId]);
      const stored = await em.execute(
        `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer)
         select p.id, u.id, p.session_id, p.workspace_id, 'person', u.name, ?, ? from session_probes p, users u
         where p.id = ? and p.session_id = ? and u.id = ? and scope_may_answer_in(p.session_id)
         on conflict (probe_id, respondent_id) do update
           set verdict = excluded.verdict, answer = excluded.answer, at = now() returning probe_id`,
        [answer === null ? "refused" : "answered", toJson(answer), id, sessionId, personOf(scope)],
      );
      if (stored.length > 0) await announceAnswer(em, sessionId);
      return stored.length > 0;
    }),
});

const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

type PersonaAnswer = { probeId: string; personaId: string; name: string; seed: number; answer: ProbedAnswer };

/** One that failed may be asked again. @returns whether the probe was open, and had no answer of this persona */
export async function insertPersonaAnswer(
  em: EntityManager,
  { probeId, personaId, name, seed, answer: made }: PersonaAnswer,
): Promise<boolean> {
  const { verdict, answer, words, model, promptHash, costNano, problem } = made;
  const stored = await queryIn(em)(INSERT_PERSONA_ANSWER, [
    probeId,
    personaId,
    name,
    verdict,
    toJson(answer),
    words,
    model,
    promptHash,
    seed,
    costNano,
    toJson(problem),
  ]);
  return stored.length > 0;
}

const INSERT_PERSONA_ANSWER = {
  name: "insert-persona-answer",
  text: `insert into session_probe_answers (probe_id, respondent_id, session_id, workspace_id, kind, name, verdict, answer,
      words, model, prompt_hash, seed, cost_nano, problem)
    select p.id, $2, p.session_id, p.workspace_id, 'persona', $3, $4, $5, $6, $7, $8, $9, $10, $11
    from session_probes p where p.id = $1 and $2 = any(p.persona_ids)
    on conflict (probe_id, respondent_id) do nothing returning probe_id`,
};
