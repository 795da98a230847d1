/** What talking over HTTP needs of conversations besides writing turns. */
import type { Participant, Utterance } from "../../engine/mind/conversation.ts";
import { TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";

/** A session's circle as it stands: who is in it, and the last turns, oldest first. */
export type ChatSession = {
  circleId: string;
  language: string;
  participants: Participant[];
  utterances: Utterance[];
  /** Turns before those. */
  earlierTurns: number;
};
/** No place has this id: the circle stands nowhere, and no place restores it. */
const NOWHERE = "";

export type ChatStore = ReturnType<typeof createChatStore>;

export const MAX_UTTERANCES = 40;

/** All of it at once. Failed turns are no part of the talk. */
const SESSION = {
  name: "chat-session",
  text: `
  with circle as (select id, language from circles where owner_id = $1 and chat_session_id = $2),
    heard as (
      select t.* from turns t join circle on circle.id = t.circle_id where t.status in ('finished', 'interrupted')
    )
  select circle.id as "circleId", circle.language,
    (select coalesce(json_agg(json_build_object('id', member_id, 'name', member_name, 'kind', member_kind)
       order by joined_at, seat), '[]')
     from memberships m where m.circle_id = circle.id and m.left_at is null) as participants,
    (select coalesce(json_agg(json_build_object('id', id, 'speakerId', speaker_id, 'speakerName', speaker_name,
       'speakerKind', speaker_kind, 'text', text, 'status', status, 'replyTo', reply_to, 'witnesses', witnesses,
       'at', round(extract(epoch from started_at) * 1000)) order by position), '[]')
     from (select * from heard order by position desc limit ${MAX_UTTERANCES}) as last) as utterances,
    (select greatest(0, count(*) - ${MAX_UTTERANCES})::int from heard) as "earlierTurns"
  from circle`,
};

/** Standing nowhere, with nobody in it yet. */
export type NewChatCircle = Record<"id" | "workspaceId" | "ownerId" | "chatSessionId" | "title" | "language", string>;

/** One statement: of two processes that open one session at the same moment, both are in the circle of one. */
const OPEN = {
  name: "open-chat-circle",
  text: `
  insert into circles (id, workspace_id, owner_id, chat_session_id, title, topic, language,
    place_id, kind, mode, speed, is_private, x, z)
  values ($1, $2, $3, $4, $5, $6, $7, '${NOWHERE}', 'chat', 'manual', 1, true, 0, 0)
  on conflict (owner_id, chat_session_id) do nothing returning id`,
};

export function createChatStore(database: Database) {
  /** The circle this person opened under this session id. */
  async function find(ownerId: string, chatSessionId: string): Promise<ChatSession | null> {
    const [found] = await database.query<ChatSession>(SESSION, [ownerId, chatSessionId]);
    return found ?? null;
  }

  return {
    find,

    /** As it stands, where another process has opened it a moment ago. */
    async open(circle: NewChatCircle): Promise<ChatSession> {
      const { id, workspaceId, ownerId, chatSessionId, title, language } = circle;
      const values = [id, workspaceId, ownerId, chatSessionId, title, title, language];
      const opened = await database.query<{ id: string }>(OPEN, values);
      if (opened.length === 0) return (await find(ownerId, chatSessionId))!;
      return { circleId: id, language, participants: [], utterances: [], earlierTurns: 0 };
    },

    /** The traits a turn showed are stored with it (SPEC M3). */
    keepTraits: async (turnId: string, traitsShown: unknown): Promise<void> =>
      void (await database.em().nativeUpdate(TurnRow, { id: turnId }, { traitsShown })),
  };
}
