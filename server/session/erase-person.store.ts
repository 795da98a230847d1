/**
 * Takes somebody who withdrew out of their session (SPEC C9): their turns and what is made of them, their name and
 * words of theirs wherever others repeated them. What is left says that somebody withdrew. Reports to admins (A6) stay.
 */
import type { EntityManager } from "@mikro-orm/postgresql";
import { createStrike } from "../../engine/text/strike-words.ts";
import { eraseFromCircle, THEIRS, type Erasure } from "./erase-from-circle.store.ts";
import type { Said } from "./hosted-session.ts";

export type Withdrawn = {
  sessionId: string;
  userId: string;
  /** What is stored no longer, and may have been repeated since. */
  said?: readonly Said[];
};
/** Repeatable: what was written meanwhile goes the second time. */
export async function erasePerson(em: EntityManager, { sessionId, userId, said = [] }: Withdrawn): Promise<void> {
  const circleId = (await lockSession(em, sessionId)) ?? "";
  await em.execute("update sessions set erasures = erasures + 1 where id = ?", [sessionId]);
  const strike = await findWords(em, { sessionId, circleId, userId, said });
  await em.execute("delete from memberships where circle_id = ? and member_id = ?", [circleId, userId]);
  await em.execute("delete from reactions where circle_id = ? and user_id = ?", [circleId, userId]);
  const circles = await em.execute<{ id: string }[]>(
    `with recursive copies (id) as (select ?::text union select c.id from circles c join copies on c.branched_from = copies.id)
     select id from copies order by id`,
    [circleId],
  );
  for (const { id } of circles) {
    // A copied turn has the id of its branch at its end; what they said in a branch later is no part of the session.
    const gone = await em.execute<{ id: string }[]>(
      `delete from turns where circle_id = ? and speaker_id = ?
         and (circle_id = ? or right(id, length(circle_id) + 1) = '~' || circle_id) returning id`,
      [id, userId, circleId],
    );
    const turnIds = JSON.stringify(gone.map((turn) => turn.id));
    const erasure = { em, sessionId, circleId: id, userId, turnIds, strike };
    await eraseFromCircle(erasure);
    if (id !== circleId) continue;
    await eraseGallery(erasure);
    await eraseRecord(erasure);
    await eraseAnswers(erasure);
    await eraseThemeNames(erasure);
  }
}

/** First of all that an act of the session locks. @returns its circle */
export async function lockSession(em: EntityManager, sessionId: string): Promise<string | null> {
  const [session] = await em.execute<{ circleId: string | null }[]>(
    `select circle_id as "circleId" from sessions where id = ? for no key update`,
    [sessionId],
  );
  return session?.circleId ?? null;
}

/** What they are called and said, before any of it is deleted. Their account's name may be one that nobody here knew. */
async function findWords(
  em: EntityManager,
  { sessionId, circleId, userId, said }: Required<Withdrawn> & { circleId: string },
): Promise<(text: string) => string> {
  const names = await em.execute<{ name: string }[]>(
    `with known as (
       select member_name as name from memberships where circle_id = ? and member_id = ?
       union select speaker_name from turns where circle_id = ? and speaker_id = ?
       union select asker_name from gallery_questions where circle_id = ? and asker_id = ?
       union select json_array_elements_text(?::json))
     select name from known union select name from users where id = ? and not exists (select from known)`,
    [circleId, userId, circleId, userId, circleId, userId, JSON.stringify(said.map(({ name }) => name)), userId],
  );
  type Words = { text: string; isTheirs: boolean; at: Date | string };
  const turns = await em.execute<Words[]>(
    `select text, speaker_id = ? as "isTheirs", coalesce((select max(written_at) from turn_wordings w where w.turn_id = turns.id), started_at) as at
     from turns where circle_id = ? order by position for update`,
    [userId, circleId],
  );
  const former = await em.execute<Words[]>(
    `select w.text, t.speaker_id = ? as "isTheirs", w.written_at as at from turn_wordings w join turns t on t.id = w.turn_id
     where w.circle_id = ?`,
    [userId, circleId],
  );
  // A question from the gallery is said by whoever leads; an open answer may be told to all.
  const written = await em.execute<Words[]>(
    `select text, true as "isTheirs", asked_at as at from gallery_questions where circle_id = ? and asker_id = ?
     union all select a.answer #>> '{}', true, a.at from session_probe_answers a join session_probes p on p.id = a.probe_id
     where a.session_id = ? and a.respondent_id = ? and p.question->>'kind' = 'open' and a.answer is not null`,
    [circleId, userId, sessionId, userId],
  );
  const talk = [...turns, ...former, ...written, ...said.map((each) => ({ ...each, isTheirs: true }))];
  const whenSaid = ({ at }: { at: Date | string }) => new Date(at).getTime();
  return createStrike(
    names.map(({ name }) => name),
    talk.toSorted((one, other) => whenSaid(one) - whenSaid(other)),
  );
}

async function eraseGallery({ em, circleId, userId, strike }: Erasure): Promise<void> {
  await em.execute("delete from audience_ballots where circle_id = ? and voter_id = ?", [circleId, userId]);
  await em.execute(
    "delete from gallery_question_votes v using gallery_questions q where q.id = v.question_id and q.circle_id = ? and v.voter_id = ?",
    [circleId, userId],
  );
  await em.execute("delete from gallery_questions where circle_id = ? and asker_id = ?", [circleId, userId]);
  const questions = await em.execute<{ id: string; text: string }[]>(
    "select id, text from gallery_questions where circle_id = ?",
    [circleId],
  );
  for (const { id, text } of questions)
    if (strike(text) !== text)
      await em.execute("update gallery_questions set text = ? where id = ?", [strike(text) || "…", id]);
}

/** That they came, agreed and withdrew stays on the record, without their name. */
async function eraseRecord({ em, sessionId, userId, turnIds, strike }: Erasure): Promise<void> {
  await em.execute(
    `delete from session_records where session_id = ? and action = 'pinned' and details ->> 'turnId' ${THEIRS}`,
    [sessionId, turnIds],
  );
  await em.execute("update session_records set actor_name = '' where session_id = ? and actor_id = ?", [
    sessionId,
    userId,
  ]);
  const acts = await em.execute<{ id: string; details: string }[]>(
    "select id, details::text as details from session_records where session_id = ?",
    [sessionId],
  );
  for (const { id, details } of acts) {
    const left = JSON.stringify(mapTexts(JSON.parse(details), strike));
    if (left !== JSON.stringify(JSON.parse(details)))
      await em.execute("update session_records set details = ?::json where id = ?", [left, id]);
  }
  await em.execute("delete from session_notes where session_id = ? and author_id = ?", [sessionId, userId]);
  for (const [table, column] of WRITTEN) {
    const texts = await em.execute<{ id: string; text: string }[]>(
      `select id, ${column} as text from ${table} where session_id = ?`,
      [sessionId],
    );
    for (const { id, text } of texts)
      if (strike(text) !== text) await em.execute(`update ${table} set ${column} = ? where id = ?`, [strike(text), id]);
  }
  const codes = await em.execute<{ id: string; name: string }[]>(
    "select id, name from session_codes where session_id = ? order by id for update",
    [sessionId],
  );
  for (const { id, name } of codes)
    if (strike(name) !== name)
      await em.execute(
        `update session_codes c set name = ? || case when exists (select from session_codes o
           where o.session_id = c.session_id and o.name = ? and o.id <> c.id) then ' ' || right(c.id, 4) else '' end
         where c.id = ?`,
        [strike(name), strike(name), id],
      );
}

/** Also of other groups of the guide: a name for what several said may be in words of theirs. */
async function eraseThemeNames({ em, sessionId, strike }: Erasure): Promise<void> {
  const names = await em.execute<{ id: string; name: string }[]>(
    `select n.entry_id as id, n.name from session_theme_names n join sessions o on o.id = n.session_id
       join sessions s on coalesce(o.guide_id, o.id) = coalesce(s.guide_id, s.id)
     where s.id = ? order by n.entry_id for update of n`,
    [sessionId],
  );
  for (const { id, name } of names)
    if (strike(name) !== name)
      await em.execute("update session_theme_names set name = ? where entry_id = ?", [strike(name) || "…", id]);
}

/** Choices keep their words: they were the facilitator's. What personas said in their own may repeat theirs. */
async function eraseAnswers({ em, sessionId, userId, strike }: Erasure): Promise<void> {
  await em.execute("delete from session_probe_answers where session_id = ? and respondent_id = ?", [sessionId, userId]);
  const probes = await em.execute<{ id: string; title: string }[]>(
    "select id, question->>'title' as title from session_probes where session_id = ?",
    [sessionId],
  );
  for (const { id, title } of probes)
    if (strike(title) !== title)
      await em.execute(
        "update session_probes set question = jsonb_set(question::jsonb, '{title}', to_jsonb(?::text))::json where id = ?",
        [strike(title), id],
      );
  const answers = await em.execute<{ probeId: string; respondentId: string; text: string | null; words: string }[]>(
    `select probe_id as "probeId", respondent_id as "respondentId", coalesce(words, '') as words,
       case when p.question->>'kind' = 'open' then a.answer #>> '{}' end as text
     from session_probe_answers a join session_probes p on p.id = a.probe_id where a.session_id = ?`,
    [sessionId],
  );
  for (const { probeId, respondentId, text, words } of answers) {
    if (strike(words) === words && (text === null || strike(text) === text)) continue;
    await em.execute(
      `update session_probe_answers set words = nullif(?, ''), answer = coalesce(to_json(?::text), answer)
       where probe_id = ? and respondent_id = ?`,
      [strike(words), text && strike(text), probeId, respondentId],
    );
  }
}

/** What others wrote. */
const WRITTEN = [
  ["session_notes", "text"],
  ["session_whispers", "text"],
  ["session_codes", "description"],
] as const;

const mapTexts = (details: object, change: (text: string) => string): object =>
  Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, typeof value === "string" ? change(value) : value]),
  );
