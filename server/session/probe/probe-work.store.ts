/** What the job that asks personas reads and stores (SPEC C9): as the server, since nobody sets what a persona answers. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Heard } from "../../../engine/prompts/persona-probe-prompt.ts";
import type { ProbeQuestion } from "../../../schema/messages/session-probe.ts";
import type { Database } from "../../database/open-database.store.ts";
import { announceAnswer } from "../record-act.store.ts";
import { insertPersonaAnswer, type Rehearsed } from "./probes.store.ts";

export type ProbeAtWork = {
  id: string;
  sessionId: string;
  circleId: string | null;
  question: ProbeQuestion;
  language: string;
  seed: number;
  /** Those that have not answered yet, or whose calls failed. */
  personaIds: string[];
};

/** Turns that a prompt may contain. */
const MOST_HEARD = 60;

export type ProbeWork = ReturnType<typeof createProbeWork>;

export const createProbeWork = (database: Database) => ({
  /** null when it is closed or gone */
  async find(probeId: string): Promise<ProbeAtWork | null> {
    const [found] = await database.em().execute<ProbeAtWork[]>(
      `select p.id, s.id as "sessionId", s.circle_id as "circleId", p.question, s.plan->>'language' as language, p.seed,
         array(select i from unnest(p.persona_ids) i where not exists (select from session_probe_answers a
           where a.probe_id = p.id and a.respondent_id = i and a.verdict <> 'failed')) as "personaIds"
       from session_probes p join sessions s on s.id = p.session_id where p.id = ? and p.closed_at is null`,
      [probeId],
    );
    return found ?? null;
  },

  /** What was said in the circle of the session while this persona sat in it, oldest first. */
  async listHeard({ circleId }: ProbeAtWork, personaId: string): Promise<Heard[]> {
    const rows = await database.em().execute<Heard[]>(
      `select t.speaker_name as "speakerName", t.text from turns t
       where t.circle_id = ? and t.text <> '' and t.status in ('finished', 'interrupted') and exists (
         select from memberships m where m.circle_id = t.circle_id and m.member_id = ? and m.joined_at <= t.started_at
           and (m.left_at is null or m.left_at >= t.started_at))
       order by t.position desc limit ?`,
      [circleId, personaId, MOST_HEARD],
    );
    return rows.toReversed();
  },

  async keepAnswerIn(em: EntityManager, probe: ProbeAtWork, answered: Rehearsed): Promise<void> {
    const open = await em.execute("select id from session_probes where id = ? and closed_at is null for share", [
      probe.id,
    ]);
    if (open.length === 0) return;
    await em.execute(
      "delete from session_probe_answers where probe_id = ? and respondent_id = ? and verdict = 'failed'",
      [probe.id, answered.personaId],
    );
    await insertPersonaAnswer(em, { probeId: probe.id, seed: probe.seed, ...answered });
    await announceAnswer(em, probe.sessionId);
  },
});
