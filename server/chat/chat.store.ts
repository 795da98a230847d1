/** Conversation queries for chat over HTTP, apart from writing turns. */
import type { Participant, Utterance } from "../../engine/mind/conversation.ts";
import { coalesce } from "../database/coalesce.ts";
import { jsonRows, toJsonRows, type Columns } from "../database/json-rows.ts";
import { MAX_UTTERANCES } from "../turn/to-utterance.ts";
import type { Database } from "../database/open-database.store.ts";

/** The state of a session's circle: its participants and the last turns, oldest first. */
export type ChatSession = {
  circleId: string;
  language: string;
  participants: Participant[];
  utterances: Utterance[];
  /** Number of turns before those. */
  earlierTurns: number;
};
type SessionKey = { ownerId: string; chatSessionId: string };

/** No place has this id: the circle is in no place, and none restores it. */
const NOWHERE = "";

export type ChatStore = ReturnType<typeof createChatStore>;

/** Reads all requested sessions in one statement. Failed turns are not part of the conversation. */
const SESSIONS = {
  name: "chat-sessions",
  text: `
  with circle as (
    select circles.id, language, owner_id, chat_session_id from unnest($1::text[], $2::text[]) as asked(owner, session)
    join circles on owner_id = asked.owner and chat_session_id = asked.session)
  select circle.id as "circleId", language, owner_id as "ownerId", chat_session_id as "chatSessionId",
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
    select id, "workspaceId", "ownerId", "chatSessionId", title, title, language,
      '${NOWHERE}', 'chat', 'manual', 1, true, 0, 0
    from asked on conflict (owner_id, chat_session_id) do nothing returning id),
  joined as (
    insert into memberships (id, workspace_id, circle_id, member_id, member_kind, member_name, seat)
    select m."membershipId", "workspaceId", asked.id, m.id, m.kind, m.name, m.seat
    from opened join asked using (id), json_to_recordset(asked.members)
      as m ("membershipId" text, id text, kind text, name text, seat int))
  select id from opened`,
};

const KEEP_TRAITS = {
  name: "keep-traits",
  text: `
  update turns set traits_shown = read."traitsShown"
  from ${jsonRows({ turnId: "turn_id text", traitsShown: "traits_shown jsonb" }, "read")} where turns.id = read."turnId"`,
};

export function createChatStore(database: Database) {
  /** The circle this person opened under this session id. Concurrent calls share a statement. */
  const find = coalesce<SessionKey, ChatSession | null>(async (asked) => {
    const values = [asked.map(({ ownerId }) => ownerId), asked.map(({ chatSessionId }) => chatSessionId)];
    const rows = await database.query<ChatSession & SessionKey>(SESSIONS, values);
    return asked.map(
      (key) => rows.find((row) => row.ownerId === key.ownerId && row.chatSessionId === key.chatSessionId) ?? null,
    );
  });

  /** Resolves with whether it was opened. Concurrent calls share a statement. */
  const open = coalesce<NewChatCircle, boolean>(async (circles) => {
    const opened = await database.query<{ id: string }>(OPEN, [toJsonRows(circles)]);
    return circles.map(({ id }) => opened.some((circle) => circle.id === id));
  });

  return {
    find,

    /** Returns the existing circle if another process has just opened it. */
    async open(circle: NewChatCircle): Promise<ChatSession> {
      if (!(await open(circle))) return (await find(circle))!;
      const participants = circle.members.map(({ id, name, kind }) => ({ id, name, kind }));
      return { circleId: circle.id, language: circle.language, participants, utterances: [], earlierTurns: 0 };
    },

    /** Stores the traits that turns showed with the turns (SPEC M3). */
    keepTraits: async (readings: readonly { turnId: string; traitsShown: unknown }[]): Promise<void> =>
      void (await database.query(KEEP_TRAITS, [toJsonRows(readings)])),
  };
}
