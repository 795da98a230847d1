/** What talking over HTTP needs of conversations besides writing turns. */
import type { ConversationView, Participant, Utterance } from "../../engine/mind/conversation.ts";
import { CircleRow, MembershipRow, TurnRow } from "../../schema/tables/circle.table.ts";
import type { Database } from "../database/open-database.store.ts";

export type ChatSession = { circleId: string; language: string };
export type ChatStore = ReturnType<typeof createChatStore>;

const UTTERANCES = 40;

export function createChatStore(database: Database) {
  return {
    /** The circle this person opened under this session id. */
    async find(ownerId: string, chatSessionId: string): Promise<ChatSession | null> {
      const row = await database.em().findOne(CircleRow, { ownerId, chatSessionId }, { fields: ["language"] });
      return row && { circleId: row.id, language: row.language };
    },

    async participantsOf(circleId: string): Promise<Participant[]> {
      const where = { circleId, leftAt: null };
      const rows = await database.em().find(MembershipRow, where, { orderBy: { joinedAt: "asc", seat: "asc" } });
      return rows.map((row) => ({
        id: row.memberId,
        name: row.memberName,
        kind: row.memberKind as Participant["kind"],
      }));
    },

    /** The last turns, oldest first; failed ones are no part of the talk. */
    async utterancesOf(circleId: string): Promise<Pick<ConversationView, "utterances" | "earlierTurns">> {
      const where = { circleId, status: { $in: ["finished", "interrupted"] } };
      const options = { orderBy: { position: "desc" }, limit: UTTERANCES } as const;
      const [rows, total] = await database.em().findAndCount(TurnRow, where, options);
      const utterances = rows.reverse().map((row): Utterance => ({
        id: row.id,
        speakerId: row.speakerId,
        speakerName: row.speakerName,
        speakerKind: row.speakerKind as Utterance["speakerKind"],
        text: row.text,
        status: row.status as Utterance["status"],
        replyTo: row.replyTo ?? null,
        at: row.startedAt.getTime(),
      }));
      return { utterances, earlierTurns: total - utterances.length };
    },

    /** The traits a turn showed are stored with it (SPEC M3). */
    keepTraits: async (turnId: string, traitsShown: unknown): Promise<void> =>
      void (await database.em().nativeUpdate(TurnRow, { id: turnId }, { traitsShown })),
  };
}
