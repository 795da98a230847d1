import type { Database } from "../database/open-database.store.ts";
import type { Route } from "../http/define-route.ts";
import type { StoredMemories } from "../memory/memory.store.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import { createSessionNames } from "../session/names/session-names.store.ts";
import { conversationMarkRoutes } from "./conversation-marks.route.ts";
import { createConversationMarks } from "./conversation-marks.store.ts";
import type { ConversationReading } from "./conversation-reading.store.ts";
import { conversationRoutes } from "./conversations.route.ts";
import { turnEditRoutes } from "./edit-turn.route.ts";
import { createTurnEdits } from "./edit-turn.store.ts";
import { createReplayReading } from "./replay-reading.store.ts";
import { replayRoutes } from "./replay.route.ts";
import { createStanceStore } from "./stance.store.ts";

type Parts = {
  outcomesOf: Parameters<typeof conversationRoutes>[2];
  galleryOf: Parameters<typeof conversationRoutes>[3];
  print: Parameters<typeof conversationRoutes>[4]["print"];
  personas: Pick<PersonaDirectory, "get">;
  memory: Pick<StoredMemories, "reworded">;
  createLimiter: CreateLimiter;
};

/** The routes of past conversations, over a database. */
export const pastRoutesIn = (
  database: Database,
  conversations: ConversationReading,
  { outcomesOf, galleryOf, print, personas, memory, createLimiter }: Parts,
): Route[] => [
  // Before those of one conversation: "unread" is none.
  ...conversationMarkRoutes(createConversationMarks(database)),
  ...conversationRoutes(conversations, createStanceStore(database), outcomesOf, galleryOf, {
    print,
    namesFor: createSessionNames(database),
  }),
  ...turnEditRoutes(createTurnEdits(database), memory.reworded, createLimiter),
  ...replayRoutes(createReplayReading(database, conversations, async (id) => (await personas.get(id))?.look)),
];
