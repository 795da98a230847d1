/** What the job that asks personas reads and stores (SPEC C9): as the server, since nobody sets what a persona answers. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Heard } from "../../../engine/prompts/persona-probe-prompt.ts";
import type { ProbeQuestion } from "../../../schema/messages/session-probe.ts";
import type { Database } from "../../database/open-database.store.ts";
import { lockSession } from "../erase-person.store.ts";
import { announceAnswer } from "../record-act.store.ts";
import { insertPersonaAnswer, type Rehearsed } from "./probes.store.ts";

export type ProbeAtWork = {
  id: string;
  sessionId: string;
  circleId: string | null;
  language: string;
  seed: number;
  /** Those that have not answered yet, or whose calls failed. */
  personaIds: string[];
};

/** What a persona is asked with. */
export type AskedNow = {
  question: ProbeQuestion;
  /** How often somebody's words had been taken out of the session. */
  erasures: number;
  /** Oldest first. */
  heard: Heard[];
};

/** Turns that a prompt may contain. */
const MOST_HEARD = 60;

export type ProbeWork = ReturnType<typeof createProbeWork>;

export const createProbeWork = (database: Database) => ({
  /** null when it is closed or gone */
  async find(probeId: string): Promise<ProbeAtWork | null> {
    const [found] = await database.em().execute<ProbeAtWork[]>(
      `select p.id, s.id as "sessionId", s.circle_id as "circleId", s.plan->>'language' as language, p.seed,
         array(select i from unnest(p.persona_ids) i where not exists (select from session_probe_answers a
           where a.probe_id = p.id and a.respondent_id = i and a.verdict <> 'failed')) as "personaIds"
       from session_probes p join sessions s on s.id = p.session_id where p.id = ? and p.closed_at is null`,
      [probeId],
    );
    return found ?? null;
  },

  /** What it is asked now, and what was said in the circle while it sat there; null once the question is closed. */
  async readFor({ id, circleId }: ProbeAtWork, personaId: string): Promise<AskedNow | null> {
    // First: what is erased after it makes the answer one to be asked for again.
    const [now] = await database.em().execute<Omit<AskedNow, "heard">[]>(
      `select p.question, s.erasures from session_probes p join sessions s on s.id = p.session_id
       where p.id = ? and p.closed_at is null`,
      [id],
    );
    if (!now) return null;
    const rows = await database.em().execute<Heard[]>(
      `select t.speaker_name as "speakerName", t.text from turns t
       where t.circle_id = ? and t.text <> '' and t.status in ('finished', 'interrupted') and exists (
         select from memberships m where m.circle_id = t.circle_id and m.member_id = ? and m.joined_at <= t.started_at
           and (m.left_at is null or m.left_at >= t.started_at))
       order by t.position desc limit ?`,
      [circleId, personaId, MOST_HEARD],
    );
    return { ...now, heard: rows.toReversed() };
  },

  /** @returns false when somebody withdrew after it was asked: it may repeat their words, and is not stored */
  async keepAnswerIn(em: EntityManager, probe: ProbeAtWork, erasures: number, answered: Rehearsed): Promise<boolean> {
    await lockSession(em, probe.sessionId);
    const [session] = await em.execute<{ erasures: number }[]>("select erasures from sessions where id = ?", [
      probe.sessionId,
    ]);
    if (session?.erasures !== erasures) return false;
    const open = await em.execute("select id from session_probes where id = ? and closed_at is null for share", [
      probe.id,
    ]);
    if (open.length === 0) return true;
    await em.execute(
      "delete from session_probe_answers where probe_id = ? and respondent_id = ? and verdict = 'failed'",
      [probe.id, answered.personaId],
    );
    await insertPersonaAnswer(em, { probeId: probe.id, seed: probe.seed, ...answered });
    await announceAnswer(em, probe.sessionId);
    return true;
  },
});
