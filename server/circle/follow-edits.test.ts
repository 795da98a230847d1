/** C8 an edit reaches the circle in which it was said, whichever server was asked. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { actor, createHouseOf } from "../../test/circle/test-circle-house.ts";
import { ScriptedMinds } from "../../test/circle/test-scripted-minds.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { User } from "../../schema/tables/account.table.ts";
import { openChangeBus, type ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { createTurnEdits } from "../conversation/edit-turn.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";

const [ada, ben] = [actor("ada", "Ada"), actor("ben", "Ben")];
const report = (error: unknown) => {
  throw error;
};
let fresh: FreshDatabase;
let database: Database;
let changes: ChangeBus;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  changes = await openChangeBus(fresh.url, report);
  for (const { userId: id, name } of [ada, ben]) {
    const account = { workspaceId: "default", kind: "guest", role: "guest", email: null, passwordHash: null };
    await database.em().insert(User, { id, name, ...account, colour: "#aa3333" });
  }
});
afterAll(async () => {
  await changes.close();
  await database.close();
  await fresh.drop();
});

const openHouse = () =>
  createHouseOf(new ScriptedMinds(), createConversationStore(database), newId(), undefined, {
    onTurnEdited: (listener) => changes.subscribe("turns", { onChange: listener, onGap: () => listener(null) }),
  });

const edit = (circleId: string, turnId: string, text: string, edits = 0) =>
  createTurnEdits(database).edit(principalOf("default", ada.userId), {
    circleId,
    turnId,
    text,
    edits,
    editorName: "Ada",
  });

test("C8 everybody in the circle has the new words at once; a newcomer, too", async () => {
  const { host, stage } = openHouse();
  const { circleId } = await host.openCircle(ada, { topic: "Bread", kind: "chat", private: false });
  const { turnId } = await host.say(ada, { text: "Rye is best." });
  expect(await edit(circleId, turnId, "Oats are best.")).toMatchObject({ state: "edited" });
  await expect.poll(() => stage.all("turn-edited")).toEqual([{ circleId, turnId, text: "Oats are best.", edits: 1 }]);
  const { turns } = await host.joinCircle(ben, { circleId });
  expect(turns).toMatchObject([{ text: "Oats are best.", edits: 1 }]);
  await host.drain();
});

test("C8 M4 in a private circle only those who heard it get the new words", async () => {
  const { host, stage } = openHouse();
  const { circleId } = await host.openCircle(ada, { topic: "Bread", kind: "chat", private: true });
  const { turnId } = await host.say(ada, { text: "Rye is best." });
  await edit(circleId, turnId, "Oats are best.");
  await expect.poll(() => stage.all("turn-edited")).toHaveLength(1);
  const { mayHear } = stage.sent.find(({ type }) => type === "turn-edited")!;
  expect([ada, ben].map(mayHear)).toEqual([true, false]);
  await host.drain();
});
