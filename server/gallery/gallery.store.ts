/** The galleries of circles as they are stored, each statement for one person in their workspace (SPEC A2, C10). */
import type { Principal } from "../../engine/scope/scope.ts";
import type {
  AudienceVote,
  GalleryQuestion,
  GalleryView,
  HoldVote,
  OwnPart,
  VoteRound,
} from "../../schema/messages/gallery.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Statement } from "../database/statement.ts";
import { queryIn } from "../database/query-in.ts";
import { recordSteering } from "../session/record-act.store.ts";
import { countVotes, type Counted } from "./count-votes.ts";

/** Questions of one person that wait to be taken. */
export const MAX_OPEN_QUESTIONS = 3;
/** Of one person to one circle, in all. */
const MAX_QUESTIONS_EACH = 20;
/** Of everybody to one circle that wait to be taken. */
export const MAX_QUEUE = 200;

const QUESTION = `q.id, q.asker_id as "askerId", q.asker_name as "askerName", q.text,
  gallery_question_votes_of(q.id) as votes, q.state`;

const statement = (name: string, text: string): Statement => ({ name: `gallery-${name}`, text });
const SQL = {
  questions: statement(
    "questions",
    `select ${QUESTION} from gallery_questions q where q.circle_id = $1 and q.state <> 'dismissed' order by q.id`,
  ),
  vote: statement(
    "vote",
    `select v.question, v.options, audience_turnout(v.circle_id) as cast, case when c.ended_at is not null then null
       when v.before_closed_at is null then 'before'
       when v.after_opened_at is not null and v.after_closed_at is null then 'after' end as open,
       v.before_closed_at is not null or c.ended_at is not null as "isBeforeClosed",
       v.after_opened_at is not null and (v.after_closed_at is not null or c.ended_at is not null) as "isAfterClosed"
     from audience_votes v join circles c on c.id = v.circle_id where v.circle_id = $1`,
  ),
  result: statement("result", `select before_option as before, after_option as after, people from audience_result($1)`),
  mine: statement(
    "mine",
    `select array(select v.question_id from gallery_question_votes v join gallery_questions q on q.id = v.question_id
         where q.circle_id = $1 and v.voter_id = scope_user()) as "questionIds",
       (select option from audience_ballots where circle_id = $1 and round = 'before' and voter_id = scope_user()) as before,
       (select option from audience_ballots where circle_id = $1 and round = 'after' and voter_id = scope_user()) as after`,
  ),
  /** In order, so that two at once do not both take the last place. */
  queue: statement("queue", "select pg_advisory_xact_lock(54, hashtext($1))"),
  ask: statement(
    "ask",
    `insert into gallery_questions as q (id, circle_id, workspace_id, asker_id, asker_name, text)
     select $1, $2, scope_workspace(), u.id, u.name, $3 from users u
     where u.id = scope_user() and scope_watches_circle($2)
       and ${MAX_QUEUE} > (select count(*) from gallery_questions where circle_id = $2 and state = 'open')
       and ${MAX_OPEN_QUESTIONS} >
         (select count(*) from gallery_questions where circle_id = $2 and asker_id = scope_user() and state = 'open')
       and ${MAX_QUESTIONS_EACH} > (select count(*) from gallery_questions where circle_id = $2 and asker_id = scope_user())
     returning q.id, q.asker_id as "askerId", q.asker_name as "askerName", q.text, 0 as votes, q.state`,
  ),
  voteFor: statement(
    "vote-for",
    `insert into gallery_question_votes (question_id, voter_id, workspace_id)
     select q.id, scope_user(), scope_workspace() from gallery_questions q
     where q.id = $1 and q.circle_id = $2 and scope_watches_circle(gallery_question_circle(q.id))
     on conflict (question_id, voter_id) do nothing returning question_id`,
  ),
  takeBack: statement(
    "take-back",
    `delete from gallery_question_votes v using gallery_questions q
     where q.id = v.question_id and q.id = $1 and q.circle_id = $2 and v.voter_id = scope_user() returning question_id`,
  ),
  watches: statement("watches", "select scope_watches_circle($1) as watches"),
  settle: statement(
    "settle",
    `update gallery_questions q set state = $3, settled_by = scope_user(), settled_at = now()
     where q.id = $1 and q.circle_id = $2 and q.state = $4 returning ${QUESTION}`,
  ),
  openBefore: statement(
    "open-before",
    `insert into audience_votes (circle_id, workspace_id, opened_by, question, options)
     select c.id, c.workspace_id, scope_user(), $2, array(select json_array_elements_text($3::json)) from circles c where c.id = $1 and c.ended_at is null
     on conflict (circle_id) do nothing returning circle_id`,
  ),
  openAfter: statement(
    "open-after",
    `update audience_votes set after_opened_at = now()
     where circle_id = $1 and before_closed_at is not null and after_opened_at is null returning circle_id`,
  ),
  closeBefore: statement(
    "close-before",
    `update audience_votes set before_closed_at = now() where circle_id = $1 and before_closed_at is null returning circle_id`,
  ),
  closeAfter: statement(
    "close-after",
    `update audience_votes set after_closed_at = now()
     where circle_id = $1 and after_opened_at is not null and after_closed_at is null returning circle_id`,
  ),
  cast: statement("cast", 'select cast_ballot($1, $2, $3) as "isFirst"'),
} as const;

type VoteRow = Pick<AudienceVote, "question" | "options" | "open" | "cast"> & {
  isBeforeClosed: boolean;
  isAfterClosed: boolean;
};

export type GalleryStore = ReturnType<typeof createGalleryStore>;

export const createGalleryStore = (database: Pick<Database, "scoped" | "inScope">) => ({
  ...readings(database),
  ...questions(database),
  ...votes(database),
});

function readings(database: Pick<Database, "scoped">) {
  const readVote = async (scope: Principal, circleId: string): Promise<AudienceVote | null> => {
    const query = database.scoped(scope);
    const [row] = await query<VoteRow>(SQL.vote, [circleId]);
    if (!row) return null;
    const { isBeforeClosed, isAfterClosed, ...vote } = row;
    const counted = isBeforeClosed ? await query<Counted>(SQL.result, [circleId]) : [];
    return { ...vote, ...countVotes(counted, vote.options.length, { isBeforeClosed, isAfterClosed }) };
  };
  return {
    readVote,

    /** As far as they may read the circle. */
    read: async (scope: Principal, circleId: string): Promise<GalleryView> => ({
      questions: await database.scoped(scope)<GalleryQuestion>(SQL.questions, [circleId]),
      vote: await readVote(scope, circleId),
    }),

    async readOwn(scope: Principal, circleId: string): Promise<OwnPart> {
      const [mine] = await database.scoped(scope)<OwnPart>(SQL.mine, [circleId]);
      return mine!;
    },

    /** Whether they are part of its audience. */
    async watches(scope: Principal, circleId: string): Promise<boolean> {
      const [row] = await database.scoped(scope)<{ watches: boolean }>(SQL.watches, [circleId]);
      return row!.watches;
    },
  };
}

const questions = (database: Pick<Database, "scoped" | "inScope">) => ({
  /** @returns null when they are no audience of it, or the queue has no room for another of theirs */
  ask: (scope: Principal, circleId: string, text: string): Promise<GalleryQuestion | null> =>
    database.inScope(scope, async (em) => {
      const query = queryIn(em);
      await query(SQL.queue, [circleId]);
      const [asked] = await query<GalleryQuestion>(SQL.ask, [newId(), circleId, text]);
      return asked ?? null;
    }),

  /** @returns whether that changed anything: one vote a person and question, while it is open */
  async voteFor(scope: Principal, circleId: string, questionId: string, voted: boolean): Promise<boolean> {
    const rows = await database.scoped(scope)(voted ? SQL.voteFor : SQL.takeBack, [questionId, circleId]);
    return rows.length > 0;
  },

  /**
   * @param act as it goes on the record of a session, in one step with it; null: as nobody's act
   * @returns the question afterwards; null when it was no longer `from`, or is not theirs to settle
   */
  settle: (
    scope: Principal,
    { circleId, questionId }: { circleId: string; questionId: string },
    { from, to, act }: Record<"from" | "to", GalleryQuestion["state"]> & { act: string | null },
  ): Promise<GalleryQuestion | null> =>
    database.inScope(scope, async (em) => {
      const [settled] = await queryIn(em)<GalleryQuestion>(SQL.settle, [questionId, circleId, to, from]);
      if (settled && act !== null) await recordSteering(em, scope, circleId, act);
      return settled ?? null;
    }),

  /** On the record of its session, if it has one. */
  record: (scope: Principal, circleId: string, act: string): Promise<void> =>
    database.inScope(scope, (em) => recordSteering(em, scope, circleId, act)),
});

const votes = (database: Pick<Database, "scoped" | "inScope">) => ({
  /**
   * @param act as for `settle`
   * @returns whether the vote was where that leads on from; two who press at once do it once
   */
  hold: (scope: Principal, change: HoldVote, act: string | null): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const isDone = (await queryIn(em)(...toStatement(change))).length > 0;
      if (isDone && act !== null) await recordSteering(em, scope, change.circleId, act);
      return isDone;
    }),

  /** @returns whether it is their first in this round; null when the round is not open, or they are no audience */
  async cast(scope: Principal, circleId: string, round: VoteRound, option: number): Promise<boolean | null> {
    const [cast] = await database.scoped(scope)<{ isFirst: boolean | null }>(SQL.cast, [circleId, round, option]);
    return cast!.isFirst;
  },
});

function toStatement(change: HoldVote): [Statement, unknown[]] {
  const { circleId } = change;
  if (change.action === "open-before")
    return [SQL.openBefore, [circleId, change.question, JSON.stringify(change.options)]];
  if (change.action === "open-after") return [SQL.openAfter, [circleId]];
  return [change.round === "before" ? SQL.closeBefore : SQL.closeAfter, [circleId]];
}
