/** What the job writes of an interview, in the transaction of its checkpoint (SPEC S2, O7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { signText } from "../../../engine/survey/backstory/text-signature.ts";
import type { Interview, PersonSeed, SetAsideReason } from "../../../schema/messages/interview.ts";
import type { Message } from "../../../schema/messages/message.ts";
import { addBudget } from "../../budget/first-budgets.store.ts";
import { lockAccounts } from "../../budget/lock-accounts.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import { queryIn } from "../../database/query-in.ts";
import { countWords } from "../backstory/count-words.ts";
import type { RoundRow } from "./interview.store.ts";

/** One interview of a round. */
export type Sitting = { round: RoundRow; workspaceId: string; place: number; person: PersonSeed; seed: number };
export type Ended = { reasons: SetAsideReason[]; nearest: Nearest | null };
export type Nearest = { id: string; share: number };

/** From this share of common word sequences on, two backstories are one told twice. */
const DUPLICATE_SHARE = 0.5;
const TITLE_LETTERS = 90;

/** What the round may cost, as a budget of the run that its calls belong to. */
export async function limitCostIn(em: EntityManager, workspaceId: string, round: RoundRow): Promise<void> {
  await em.execute("update interview_rounds set paused_by = null where id = ?", [round.id]);
  const { budgetNano } = round.wish;
  if (budgetNano === null) return;
  await lockAccounts(queryIn(em), workspaceId);
  const known = await em.execute("select from budgets where workspace_id = ? and scope = 'run' and subject_id = ?", [
    workspaceId,
    round.id,
  ]);
  if (known.length > 0) return;
  const budget = { scope: "run", subjectId: round.id, period: "total", limitNano: budgetNano } as const;
  await addBudget(em, { id: newId(), ...budget, workspaceId, ownerId: round.ownerId, isDefault: false });
}

/** The job is to pause, and the round says why. @returns the job's progress, which stays */
export async function pauseIn(
  em: EntityManager,
  jobId: string,
  roundId: string,
  why: Message,
): Promise<{ done: number; total: number | null }> {
  await em.execute("update interview_rounds set paused_by = ?::jsonb where id = ?", [JSON.stringify(why), roundId]);
  const [job] = await em.execute<{ done: number; total: number | null }[]>(
    "update durable_jobs set wish = 'pause' where id = ? returning done, total",
    [jobId],
  );
  return job!;
}

export const keepDrawIn = (em: EntityManager, { round, workspaceId, place, person }: Sitting, interview: Interview) =>
  em.execute(
    `insert into interviews (round_id, place, workspace_id, owner_id, person, answers, rejections, status)
     values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, 'open')
     on conflict (round_id, place) do update set answers = excluded.answers, rejections = excluded.rejections, updated_at = now()`,
    [
      round.id,
      place,
      workspaceId,
      round.ownerId,
      JSON.stringify(person),
      JSON.stringify(interview.answers),
      JSON.stringify(interview.rejections),
    ],
  );

export const setAsideIn = (em: EntityManager, { round, place }: Sitting, { reasons, nearest }: Ended) =>
  em.execute(
    `update interviews set status = 'set-aside', reasons = ?::jsonb, nearest_id = ?, nearest_share = ?, updated_at = now()
     where round_id = ? and place = ?`,
    [JSON.stringify(reasons), nearest?.id ?? null, nearest?.share ?? null, round.id, place],
  );

/**
 * Adds what was told to the pool, unless something there has half of its word sequences: then the interview is set aside.
 * @returns whether it was added
 */
export async function keepBackstoryIn(
  em: EntityManager,
  sitting: Sitting,
  { answers }: Interview,
  criticHash: string,
): Promise<boolean> {
  const { round, workspaceId, place, seed } = sitting;
  const text = answers.map(({ answer }) => answer).join("\n");
  const signature = JSON.stringify(signText(text));
  // Two that are added at the same time must see each other.
  await em.execute("select from workspaces where id = ? for no key update", [workspaceId]);
  const nearest = await findNearestIn(em, workspaceId, signature);
  if (nearest && nearest.share >= DUPLICATE_SHARE) {
    await setAsideIn(em, sitting, { reasons: ["near-duplicate"], nearest });
    return false;
  }
  const [id, title] = [newId(), titleOf(answers[0]!.answer)];
  const told = answers.map(({ theme, question, answer }) => ({ theme, question, answer }));
  const hashes = { ...Object.fromEntries(answers.map((each) => [each.theme, each.promptHash])), critic: criticHash };
  await em.execute(
    `insert into backstories (id, workspace_id, owner_id, provenance, title, set_in, answers, words, model, critic,
       prompt_hashes, seed, signature, nearest_share, words_index)
     select ?, ?, ?, 'generated', ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?,
       array(select json_array_elements_text(?::json)::int), ?, to_tsvector('english', ?)`,
    [
      id,
      workspaceId,
      round.ownerId,
      title,
      round.wish.setIn,
      JSON.stringify(told),
      countWords(text),
      round.interviewee,
      round.critic,
      JSON.stringify(hashes),
      seed,
      signature,
      nearest?.share ?? null,
      text,
    ],
  );
  await em.execute(
    "update interviews set status = 'told', backstory_id = ?, updated_at = now() where round_id = ? and place = ?",
    [id, round.id, place],
  );
  return true;
}

async function findNearestIn(em: EntityManager, workspaceId: string, signature: string): Promise<Nearest | null> {
  const [nearest] = await em.execute<Nearest[]>(
    `with signed as (select array(select json_array_elements_text(?::json)::int) as signature)
     select b.id, (select count(*) from unnest(b.signature, s.signature) as both_of(one, other) where one = other)::float8
       / cardinality(s.signature) as share
     from backstories b, signed s where b.workspace_id = ? order by share desc, b.id limit 1`,
    [signature, workspaceId],
  );
  return nearest ?? null;
}

/** How the person begins to tell. */
function titleOf(firstAnswer: string): string {
  const [sentence = ""] = /^.*?[.!?](?=\s|$)|^.*/su.exec(firstAnswer) ?? [];
  const line = sentence.replaceAll(/\s+/g, " ").trim();
  if (line.length <= TITLE_LETTERS) return `“${line}”`;
  return `“${line.slice(0, line.lastIndexOf(" ", TITLE_LETTERS))} …”`;
}
