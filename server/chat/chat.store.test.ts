import { afterAll, beforeAll, expect, test } from "vitest";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { combinePersona } from "../persona/combine-persona.ts";
import { createChatStore, type ChatStore } from "./chat.store.ts";
import { enterPrivateCircle } from "./private-circle.ts";

let api: TestApi;
let other: Database;
beforeAll(async () => {
  api = await startTestApi();
  other = await openDatabase(api.databaseUrl);
});
afterAll(async () => {
  await other.close();
  await api.close();
});

test("M4 O4 two processes that open one session at the same moment are in one circle", async () => {
  const { userId } = await api.signIn("Ada");
  const caller = { userId, workspaceId: "default", signInId: "", name: "Ada", role: "guest", colour: "" } as const;
  const stored = {
    id: "bruno",
    workspaceId: "default",
    ownerId: null,
    placeId: "plaza",
    version: 1,
    createdAt: new Date(),
  };
  const persona = combinePersona({ ...stored, draft: PersonaDraft.parse({ name: "Bruno" }) }, [], []);
  const message = { personaId: persona.id, sessionId: "one", message: "Good evening." };

  // Neither opens it before both have looked and found none.
  let looked = 0;
  const bothLooked = Promise.withResolvers<void>();
  const processOn = (database: Database) => {
    const chats = createChatStore(database);
    const find: ChatStore["find"] = async (...asked) => {
      const found = await chats.find(...asked);
      if (++looked === 2) bothLooked.resolve();
      await bothLooked.promise;
      return found;
    };
    return { chats: { ...chats, find }, newId };
  };
  const sessions = await Promise.all(
    [api.database, other].map((database) => enterPrivateCircle(processOn(database), caller, persona, message)),
  );
  const [one, two] = sessions.map(({ circleId }) => circleId);
  expect(one).toBe(two);
  const { participants } = (await createChatStore(other).find({
    workspaceId: "default",
    ownerId: userId,
    chatSessionId: "one",
  }))!;
  expect(participants.map(({ id }) => id).toSorted()).toEqual([userId, "bruno"].toSorted());
});
