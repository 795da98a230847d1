/** Turns with which something has still to be done: judging and reflecting, the reading of traits, moving stances, outcomes (SPEC C2, M3, M4, M7). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Witnesses } from "../../engine/memory/witnesses.ts";
import type { ConversationView } from "../../engine/mind/conversation.ts";
import { jsonRows, toJsonRows } from "../database/json-rows.ts";
import { MAX_UTTERANCES, toUtterance } from "../turn/to-utterance.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Statement } from "../database/statement.ts";

/** A persona's reply whose traits have still to be read. */
export type UnreadReply = {
  turnId: string;
  /** What somebody else had said last before it; "" for nothing. */
  heard: string;
  reply: string;
  witnesses: Witnesses;
  /** Whether somebody who may edit the persona heard it: nobody changes another's persona by talking to it. */
  mayLearn: boolean;
};

/** A turn that may move stances of personas that heard it, and the talk up to it. */
export type UnheardTurn = { view: ConversationView; turnId: string; personaIds: string[] };

/**
 * A circle where enough turns await a round, or enough replies of a persona await a reading, or a turn its hearing, or one
 * that ended before its outcome was brought up to date.
 */
export type Overdue = {
  circleId: string;
  workspaceId: string;
  ownerId: string | null;
  due: "round" | "reading" | "hearing" | "outcome";
  /** Whose replies await a reading. */
  personaId: string | null;
};

type UnheardRow = Pick<UnheardTurn, "turnId" | "personaIds"> &
  Pick<ConversationView, "circleId" | "topic" | "kind" | "language" | "isPrivate"> & {
    witnesses: Witnesses;
    said: Parameters<typeof toUtterance>[0][];
  };

export type UnreadTurns = ReturnType<typeof createUnreadTurns>;

const REPLIES: Statement = {
  name: "unread-replies",
  text: `
    select t.id as "turnId", t.text as reply, t.witnesses, t.awaits_reading = 'learn' as "mayLearn",
      coalesce(before.text, '') as heard
    from turns t left join lateral (
      select text from turns where circle_id = t.circle_id and position < t.position and speaker_id <> t.speaker_id
        and status in ('finished', 'interrupted') order by position desc limit 1) before on true
    where t.circle_id = $1 and t.speaker_id = $2 and t.awaits_reading is not null order by t.position limit $3`,
};

const NOTE = `
  update turns set traits_shown = read."traitsShown", awaits_reading = null
  from ${jsonRows({ turnId: "turn_id text", traitsShown: "traits_shown jsonb" }, "read").replace("$1", "?")}
  where turns.id = read."turnId" and awaits_reading is not null returning turns.id`;

const SKIP: Statement = { name: "skip-readings", text: "update turns set awaits_reading = null where id = any($1)" };

const UNHEARD: Statement = {
  name: "unheard-turns",
  text: `
    select t.id as "turnId", t.awaits_hearing as "personaIds", t.witnesses,
      c.id as "circleId", c.topic, c.kind, c.language, c.is_private as "isPrivate",
      (select json_agg(json_build_object('id', id, 'speakerId', speaker_id, 'speakerName', speaker_name,
          'speakerKind', speaker_kind, 'text', text, 'status', status, 'replyTo', reply_to, 'witnesses', witnesses,
          'startedAt', started_at) order by position)
        from (select * from turns where circle_id = c.id and position <= t.position
          and status in ('finished', 'interrupted') order by position desc limit ${MAX_UTTERANCES}) as said) as said
    from turns t join circles c on c.id = t.circle_id
    where c.id = $1 and t.awaits_hearing is not null order by t.position`,
};

const HEARD: Statement = { name: "heard-turn", text: "update turns set awaits_hearing = null where id = $1" };

/** An outcome that was left due longer ago, or before so many others, is not made up for. */
const LEFT_DUE_DAYS = 7;
const MOST_LEFT_DUE = 100;

/**
 * Outcomes newest first. Circles of a server that is alive are its own; those of none (chats) and of dead ones are those of the oldest that is
 * alive, so that nothing is paid for twice. `$1`: the own lease. Circles that have ended keep a dead server.
 */
const OVERDUE: Statement = {
  name: "overdue-turns",
  text: `
    with waiting as (
      select circle_id, 'round' as due, null as persona_id from turns where awaits_round
      group by circle_id having count(*) >= $2
      union all
      select circle_id, 'reading', speaker_id from turns where awaits_reading is not null group by circle_id, speaker_id
      having count(*) >= $3
      union all
      select distinct circle_id, 'hearing', null from turns where awaits_hearing is not null
      union all
      (select c.id, 'outcome', null from circles c where c.ended_at > now() - interval '${LEFT_DUE_DAYS} days'
        and exists (select from outcomes o where o.circle_id = c.id and o.due_position > o.covered_position)
      order by c.ended_at desc limit ${MOST_LEFT_DUE}))
    select circles.id as "circleId", workspace_id as "workspaceId", owner_id as "ownerId", due, persona_id as "personaId"
    from waiting join circles on circles.id = circle_id
    where host = $1 or $1 = coalesce((select min(id) from servers), $1)
      and not exists (select from servers where servers.id = host)
    order by case when due = 'outcome' then ended_at end desc, circles.id`,
};

export function createUnreadTurns(database: Database) {
  return {
    /** Oldest first. */
    readReplies: (circleId: string, personaId: string, limit: number): Promise<UnreadReply[]> =>
      database.query<UnreadReply>(REPLIES, [circleId, personaId, limit]),

    /** Stores with the turns what they showed; false when one of them has been read meanwhile. */
    async noteReadings(em: EntityManager, readings: readonly { turnId: string; traitsShown: unknown }[]) {
      const noted = await em.execute<unknown[]>(NOTE, [toJsonRows(readings)]);
      return noted.length === readings.length;
    },

    /** They keep their lexical reading. */
    skipReadings: async (replies: readonly UnreadReply[]): Promise<void> =>
      void (await database.query(SKIP, [replies.map(({ turnId }) => turnId)])),

    /** Oldest first. The view is of those who heard the turn. */
    async readUnheard(circleId: string): Promise<UnheardTurn[]> {
      const rows = await database.query<UnheardRow>(UNHEARD, [circleId]);
      return rows.map(({ turnId, personaIds, witnesses, said, ...circle }) => {
        const participants = (witnesses ?? []).map((id) => ({ id, name: "", kind: "person" as const }));
        return { turnId, personaIds, view: { ...circle, participants, utterances: said.map(toUtterance) } };
      });
    },

    /** Its moves are stored. */
    noteHeard: async (turnId: string): Promise<void> => void (await database.query(HEARD, [turnId])),

    /** @param host the lease of this server */
    listOverdue: (host: number, enough: { turns: number; replies: number }): Promise<Overdue[]> =>
      database.query<Overdue>(OVERDUE, [host, enough.turns, enough.replies]),
  };
}
