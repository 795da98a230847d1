/**
 * The conversations of chat over HTTP, in the scope of the people whose chats they are (SPEC A2): concurrent chats of a
 * workspace share statements, and each row must be of one of these people.
 */
import type { Participant, Utterance } from "../../engine/mind/conversation.ts";
import { ADD_MEMBER } from "../conversation/add-member.store.ts";
import type { NewMembership, WholeTurn } from "../conversation/conversation.store.ts";
import {
  commitAlone,
  createTurnWriter,
  inWorkspace,
  type Aftermath,
  type Commit,
  type Due,
  type TurnMemories,
} from "../conversation/write-turn.store.ts";
import { coalesce } from "../database/coalesce.ts";
import type { Access } from "../database/enter-scope.adapter.ts";
import { jsonRows, toJsonRows, type Columns } from "../database/json-rows.ts";
import { MAX_UTTERANCES } from "../turn/to-utterance.ts";
import type { Database } from "../database/open-database.store.ts";

/** The state of a session's circle: its participants and the last turns, oldest first. */
export type ChatSession = {
  circleId: string;
  /** What its person last asked one to be for or against; "" for nothing. */
  topic: string;
  language: string;
  participants: Participant[];
  utterances: Utterance[];
  /** Number of turns before those. */
  earlierTurns: number;
};
type SessionKey = { workspaceId: string; ownerId: string; chatSessionId: string };

/** No place has this id: the circle is in no place, and none restores it. */
const NOWHERE = "";

export type ChatStore = ReturnType<typeof createChatStore>;

/** Reads all requested sessions in one statement. Failed turns are not part of the conversation. */
const SESSIONS = {
  name: "chat-sessions",
  text: `
  with circle as (
    select circles.id, topic, language, owner_id, chat_session_id from unnest($1::text[], $2::text[]) as asked(owner, session)
    join circles on owner_id = asked.owner and chat_session_id = asked.session)
  select circle.id as "circleId", topic, language, owner_id as "ownerId", chat_session_id as "chatSessionId",
    (select coalesce(json_agg(json_build_object('id', member_id, 'name', member_name, 'kind', member_kind)
       order by joined_at, seat), '[]')
     from memberships m where m.circle_id = circle.id and m.left_at is null) as participants,
    (select coalesce(json_agg(json_build_object('id', id, 'speakerId', speaker_id, 'speakerName', speaker_name,
       'speakerKind', speaker_kind, 'text', text, 'status', status, 'replyTo', reply_to, 'witnesses', witnesses,
       'at', round(extract(epoch from started_at) * 1000)) order by position), '[]')
     from (select * from turns where circle_id = circle.id and status in ('finished', 'interrupted')
       order by position desc limit ${MAX_UTTERANCES}) as last) as utterances,
    (select greatest(0, count(*) - ${MAX_UTTERANCES})::int from turns
     where circle_id = circle.id and status in ('finished', 'interrupted')) as "earlierTurns"
  from circle`,
};

export type NewChatMember = Participant & { membershipId: string; seat: number };
/** A circle in no place. */
export type NewChatCircle = Record<
  "id" | "workspaceId" | "ownerId" | "chatSessionId" | "title" | "language",
  string
> & {
  members: readonly NewChatMember[];
};

const CIRCLE = {
  id: "id text",
  workspaceId: "workspace_id text",
  ownerId: "owner_id text",
  chatSessionId: "chat_session_id text",
  title: "title text",
  language: "language text",
  members: "members json",
} satisfies Columns;

/** Writes circles with their participants. Two processes that open the same session concurrently both get the same circle. */
const OPEN = {
  name: "open-chat-circles",
  text: `
  with asked as (select * from ${jsonRows(CIRCLE, "asked")}),
  opened as (
    insert into circles (id, workspace_id, owner_id, chat_session_id, title, topic, language,
      place_id, kind, mode, speed, is_private, x, z)
    select id, "workspaceId", "ownerId", "chatSessionId", title, '', language,
      '${NOWHERE}', 'chat', 'manual', 1, true, 0, 0
    from asked on conflict (owner_id, chat_session_id) do nothing returning id),
  joined as (
    insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat)
    select m."membershipId", "workspaceId", asked.id, m.id, m.kind, m.name, m.seat
    from opened join asked using (id), json_to_recordset(asked.members)
      as m ("membershipId" text, id text, kind text, name text, seat int))
  select id from opened`,
};

const CHANGE_TOPIC = {
  name: "change-chat-topic",
  text: "update circles set topic = $2 where id = $1 and chat_session_id is not null",
};

type Owned = { workspaceId: string; ownerId?: string | null };

const accessOf = (owned: readonly Owned[]): Access => ({
  workspaceId: owned[0]!.workspaceId,
  actor: { kind: "system", name: "chat" },
  people: [...new Set(owned.flatMap(({ ownerId }) => ownerId ?? []))],
});

/**
 * @param commitWithCalls also commits the model calls made so far; absent: calls are not recorded here
 * @param index how memories that are stored with their turns reach the index; null: by notifications
 */
export function createChatStore(
  database: Database,
  commitWithCalls: Commit = commitAlone(database),
  index: TurnMemories | null = null,
) {
  /** The circle this person opened under this session id. Concurrent calls share a statement. */
  const find = coalesce<SessionKey, ChatSession | null>(async (asked) => {
    const values = [asked.map(({ ownerId }) => ownerId), asked.map(({ chatSessionId }) => chatSessionId)];
    const rows = await database.scoped(accessOf(asked))<ChatSession & SessionKey>(SESSIONS, values);
    return asked.map(
      (key) => rows.find((row) => row.ownerId === key.ownerId && row.chatSessionId === key.chatSessionId) ?? null,
    );
  }, inWorkspace);

  /** Resolves with whether it was opened. Concurrent calls share a statement. */
  const open = coalesce<NewChatCircle, boolean>(async (circles) => {
    const opened = await database.scoped(accessOf(circles))<{ id: string }>(OPEN, [toJsonRows(circles)]);
    return circles.map(({ id }) => opened.some((circle) => circle.id === id));
  }, inWorkspace);

  const writeTurn = createTurnWriter(database, commitWithCalls, (_, turns) => accessOf(turns), index);

  return {
    find,

    /** Returns the existing circle if another process has just opened it. */
    async open(circle: NewChatCircle): Promise<ChatSession> {
      if (!(await open(circle))) return (await find(circle))!;
      const participants = circle.members.map(({ id, name, kind }) => ({ id, name, kind }));
      return {
        circleId: circle.id,
        topic: "",
        language: circle.language,
        participants,
        utterances: [],
        earlierTurns: 0,
      };
    },

    /** Marks a member of this person's chat as present from now on, unless they are already. */
    addMember: async (ownerId: string, membership: NewMembership): Promise<void> =>
      void (await database.scoped(accessOf([{ ...membership, ownerId }]))(ADD_MEMBER, [toJsonRows([membership])])),

    changeTopic: async (turn: WholeTurn, topic: string): Promise<void> =>
      void (await database.scoped(accessOf([turn]))(CHANGE_TOPIC, [turn.circleId, topic])),

    /** Stores a turn with what follows from it; idempotent. */
    commitTurn: (turn: WholeTurn, aftermath: Aftermath): Promise<Due> => writeTurn(turn, aftermath),
  };
}
