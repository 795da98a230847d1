/** Takes somebody who withdrew from their session (SPEC C9) out of its circle, or a copy: of what others said, and of what was made of it. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { publishChange } from "../changes/publish-change.ts";

export type Erasure = {
  em: EntityManager;
  sessionId: string;
  /** The circle of the session, or a copy of it. */
  circleId: string;
  userId: string;
  /** Of their turns in this circle. */
  turnIds: string;
  strike(text: string): string;
};

/** SQL: an id of theirs. */
export const THEIRS = "in (select json_array_elements_text(?::json))";

export async function eraseFromCircle(erasure: Erasure): Promise<void> {
  await eraseFromTurns(erasure);
  await eraseMemories(erasure);
  await eraseOutcomes(erasure);
}

type StoredTurn = { id: string; text: string; problem: string; decision: unknown; traitsShown: unknown };

async function eraseFromTurns({ em, circleId, userId, turnIds, strike }: Erasure): Promise<void> {
  await em.execute(`update turns set reply_to = null where circle_id = ? and reply_to ${THEIRS}`, [circleId, turnIds]);
  const turns = await em.execute<StoredTurn[]>(
    `select id, text, coalesce(problem, '') as problem, decision, traits_shown as "traitsShown" from turns where circle_id = ? order by position for update`,
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
  await eraseWordings({ em, circleId, userId, strike });
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

/** Their own went with their turns. */
async function eraseWordings({ em, circleId, userId, strike }: Omit<Erasure, "sessionId" | "turnIds">): Promise<void> {
  await em.execute("update turn_wordings set by_id = '', by_name = '' where circle_id = ? and by_id = ?", [
    circleId,
    userId,
  ]);
  const wordings = await em.execute<{ turnId: string; number: number; text: string }[]>(
    `select turn_id as "turnId", number, text from turn_wordings where circle_id = ?`,
    [circleId],
  );
  for (const { turnId, number, text } of wordings)
    if (strike(text) !== text)
      await em.execute("update turn_wordings set text = ? where turn_id = ? and number = ?", [
        strike(text),
        turnId,
        number,
      ]);
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
  // As whoever updates an outcome: it first, then its items.
  await em.execute("select from outcomes where circle_id = ? order by kind for update", [circleId]);
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
