/**
 * Takes somebody who withdrew out of their session (SPEC C9): their turns and what is made of them, their name and
 * words of theirs wherever others repeated them. What is left says that somebody withdrew. Reports to admins (A6) stay.
 */
import type { EntityManager } from "@mikro-orm/postgresql";
import { strikeWords } from "../../engine/text/strike-words.ts";
import { publishChange } from "../changes/publish-change.ts";

export type Withdrawn = {
  sessionId: string;
  userId: string;
  /** Words of theirs that are stored no longer, and may have been repeated since. */
  said?: readonly string[];
};
type Erasure = {
  em: EntityManager;
  sessionId: string;
  circleId: string;
  userId: string;
  /** Of their turns. */
  turnIds: string;
  strike(text: string): string;
};

/** Repeatable: what was written meanwhile goes the second time. */
export async function erasePerson(em: EntityManager, { sessionId, userId, said = [] }: Withdrawn): Promise<void> {
  const [session] = await em.execute<{ circleId: string | null }[]>(
    `select circle_id as "circleId" from sessions where id = ?`,
    [sessionId],
  );
  const circleId = session?.circleId ?? "";
  const names = await em.execute<{ name: string }[]>(
    `select name from users where id = ? union select member_name from memberships where circle_id = ? and member_id = ?
     union select speaker_name from turns where circle_id = ? and speaker_id = ?`,
    [userId, circleId, userId, circleId, userId],
  );
  const gone = await em.execute<{ id: string; text: string }[]>(
    "delete from turns where circle_id = ? and speaker_id = ? returning id, text",
    [circleId, userId],
  );
  const theirs = { names: names.map(({ name }) => name), said: [...said, ...gone.map(({ text }) => text)] };
  const turnIds = JSON.stringify(gone.map(({ id }) => id));
  const erasure = { em, sessionId, circleId, userId, turnIds, strike: (text: string) => strikeWords(text, theirs) };
  await eraseFromTurns(erasure);
  await eraseMemories(erasure);
  await eraseOutcomes(erasure);
  await eraseGallery(erasure);
  await eraseRecord(erasure);
  await eraseAnswers(erasure);
}

type StoredTurn = { id: string; text: string; problem: string; decision: unknown; traitsShown: unknown };

/** SQL: an id of theirs. */
const THEIRS = "in (select json_array_elements_text(?::json))";

async function eraseFromTurns({ em, circleId, userId, turnIds, strike }: Erasure): Promise<void> {
  await em.execute("delete from memberships where circle_id = ? and member_id = ?", [circleId, userId]);
  await em.execute("delete from reactions where circle_id = ? and user_id = ?", [circleId, userId]);
  await em.execute(`update turns set reply_to = null where circle_id = ? and reply_to ${THEIRS}`, [circleId, turnIds]);
  const turns = await em.execute<StoredTurn[]>(
    `select id, text, coalesce(problem, '') as problem, decision, traits_shown as "traitsShown" from turns where circle_id = ? order by id for update`,
    [circleId],
  );
  const isTouched = (value: unknown) => {
    const text = JSON.stringify(value ?? null);
    return text.includes(userId) || strike(text) !== text;
  };
  for (const { id, text, problem, decision, traitsShown } of turns) {
    if (strike(text) !== text) await em.execute("update turns set text = ? where id = ?", [strike(text), id]);
    // Why it broke off may name them.
    if (strike(problem) !== problem)
      await em.execute("update turns set problem = ? where id = ?", [strike(problem), id]);
    if (isTouched(decision)) await em.execute("update turns set decision = null where id = ?", [id]);
    if (isTouched(traitsShown)) await em.execute("update turns set traits_shown = null where id = ?", [id]);
  }
  const moves = await em.execute<{ turnId: string; words: string }[]>(
    `select turn_id as "turnId", words from stance_moves where circle_id = ?`,
    [circleId],
  );
  for (const { turnId, words } of moves)
    if (strike(words) !== words) await em.execute("delete from stance_moves where turn_id = ?", [turnId]);
  const learned = await em.execute<{ id: string; evidence: string }[]>(
    "select id, evidence from trait_changes where circle_id = ? and evidence is not null",
    [circleId],
  );
  for (const { id, evidence } of learned)
    if (strike(evidence) !== evidence) await em.execute("update trait_changes set evidence = null where id = ?", [id]);
}

/** What was made of them goes with them, by a trigger. */
async function eraseMemories({ em, circleId, userId, turnIds, strike }: Erasure): Promise<void> {
  const memories = await em.execute<{ id: string; text: string; isTheirs: boolean }[]>(
    `select id, text, about_user_id is not distinct from ? or turn_id ${THEIRS} as "isTheirs" from memories
     where circle_id = ? order by id for update`,
    [userId, turnIds, circleId],
  );
  const ids = memories.flatMap(({ id, text, isTheirs }) => (isTheirs || strike(text) !== text ? [id] : []));
  const personas = await em.execute<{ personaId: string }[]>(
    `with gone as (delete from memories where id ${THEIRS} returning persona_id)
     select distinct persona_id as "personaId" from gone`,
    [JSON.stringify(ids)],
  );
  for (const { personaId } of personas)
    await publishChange(em, "memories", { writer: "withdrawn", personaId, ids: null });
}

type Item = { id: string; type: string; text: string; content: Record<string, unknown>; isTheirs: boolean };

/** An item that quotes them goes; a text that others refined keeps the rest. What an update is reading now is read again. */
async function eraseOutcomes({ em, circleId, userId, turnIds, strike }: Erasure): Promise<void> {
  const items = await em.execute<Item[]>(
    `select id, content ->> 'type' as type, content, content::text || array_to_string(former_texts, ' ') as text,
       corrected_by_id is not distinct from ? or exists (select from unnest(turn_ids) as turn where turn ${THEIRS}) as "isTheirs"
     from outcome_items where circle_id = ? for update`,
    [userId, turnIds, circleId],
  );
  for (const { id, type, text, content, isTheirs } of items) {
    const isTouched = strike(text) !== text;
    if (type === "document" && isTouched) {
      const left = JSON.stringify({ ...content, text: strike(String(content["text"])) });
      await em.execute(
        "update outcome_items set content = ?::jsonb, turn_ids = '{}', former_texts = '{}', version = version + 1 where id = ?",
        [left, id],
      );
      await em.execute("update outcome_items set state = 'outdated' where circle_id = ? and state = 'open'", [
        circleId,
      ]);
    } else if (type !== "document" && (isTheirs || isTouched))
      await em.execute("delete from outcome_items where id = ?", [id]);
  }
  const revisions = await em.execute<{ itemId: string; revision: number; text: string }[]>(
    `select item_id as "itemId", revision, text from outcome_revisions where circle_id = ?`,
    [circleId],
  );
  for (const { itemId, revision, text } of revisions)
    if (strike(text) !== text)
      await em.execute("update outcome_revisions set text = ? where item_id = ? and revision = ?", [
        strike(text),
        itemId,
        revision,
      ]);
  await em.execute("update outcome_revisions set by_name = '' where circle_id = ? and by_id = ?", [circleId, userId]);
  await em.execute("update outcome_items set corrected_by_name = '' where circle_id = ? and corrected_by_id = ?", [
    circleId,
    userId,
  ]);
  await em.execute(
    "delete from outcome_votes where user_id = ? and item_id in (select id from outcome_items where circle_id = ?)",
    [userId, circleId],
  );
  const last = "(select coalesce(max(position), 0) from turns where circle_id = o.circle_id)";
  const changed = await em.execute<{ kind: string }[]>(
    `update outcomes o set version = version + 1, covered_position = least(covered_position, ${last}),
       due_position = least(due_position, ${last}) where circle_id = ? returning kind`,
    [circleId],
  );
  for (const { kind } of changed)
    await em.execute("select pg_notify('outcomes', json_build_object('circleId', ?::text, 'kind', ?::text)::text)", [
      circleId,
      kind,
    ]);
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
