/** C2 C10 the gallery votes before a debate and after it, without anybody having to open the rounds. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { PlaceState } from "../../schema/state/place-state.ts";
import { User } from "../../schema/tables/account.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { Gallery } from "./gallery.ts";
import { createGalleryStore, type GalleryStore } from "./gallery.store.ts";

let fresh: FreshDatabase;
let database: Database;
const ada = principalOf("default", "ada");

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  const account = { workspaceId: "default", kind: "guest", role: "guest", email: null, passwordHash: null };
  await database.em().insert(User, { id: "ada", name: "Ada", ...account, colour: "#aa3333" });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function openGallery(through: (store: GalleryStore) => GalleryStore = (store) => store) {
  const circleId = newId();
  const row = { placeId: "stage", topic: "Ist Roggen gut?", title: "", kind: "debate", mode: "auto", speed: 7 };
  await createConversationStore(database).openCircle({
    id: circleId,
    workspaceId: "default",
    ownerId: "ada",
    isPrivate: false,
    language: "de",
    x: 0,
    z: 0,
    ...row,
    chatSessionId: null,
  });
  const store = createGalleryStore(database);
  const gallery = new Gallery({
    state: new PlaceState(),
    store: through(store),
    host: () => ({ leads: () => false, say: async () => ({ turnId: "" }) }),
    listenersOf: () => [],
    prepare: () => () => undefined,
    send: () => undefined,
  });
  const reach = (phase: Parameters<typeof gallery.followDebate>[2]) =>
    gallery.followDebate(circleId, { scope: ada, topic: "Ist Roggen gut?", language: "de" }, phase);
  return { circleId, store, reach, vote: () => store.readVote(ada, circleId) };
}

test("C2 C10 its first round opens with the debate and closes with the openings, its second opens at the verdict", async () => {
  const { reach, vote } = await openGallery();
  await reach("opening");
  expect(await vote()).toMatchObject({
    question: "Ist Roggen gut?",
    options: ["Dafür", "Dagegen", "Unentschieden"],
    open: "before",
  });
  await reach("rebuttal");
  expect(await vote()).toMatchObject({ open: null });
  for (const phase of ["exchange", "closing"] as const) await reach(phase);
  expect(await vote()).toMatchObject({ open: null });
  await reach("verdict");
  expect(await vote()).toMatchObject({ open: "after" });
});

test("C2 C10 after a crash the same phase is reached again, and changes nothing; a vote that somebody began stays theirs", async () => {
  const { circleId, store, reach, vote } = await openGallery();
  await store.hold(ada, { circleId, action: "open-before", question: "Rye?", options: ["Yes", "No"] }, null);
  for (const phase of ["opening", "opening", "verdict", "verdict"] as const) await reach(phase);
  expect(await vote()).toMatchObject({ question: "Rye?", options: ["Yes", "No"], open: "after" });
});

test("C2 C10 parts that are skipped at once are done in order, and the end of the debate closes the second round", async () => {
  const held: string[] = [];
  const { reach, vote } = await openGallery((store) => ({
    ...store,
    async hold(scope, change, act) {
      held.push(`${change.action} begins`);
      const isDone = await store.hold(scope, change, act);
      held.push(`${change.action} ends`);
      return isDone;
    },
  }));
  await Promise.all([reach("opening"), reach("rebuttal")]);
  expect(held).toEqual(["open-before begins", "open-before ends", "close begins", "close ends"]);
  expect(await vote()).toMatchObject({ open: null, before: [0, 0, 0] });
  await Promise.all([reach("verdict"), reach(null)]);
  expect(await vote()).toMatchObject({ open: null, after: [0, 0, 0] });
});

test("C10 what could not be stored of a part is reported, and what follows is done all the same", async () => {
  let calls = 0;
  const { reach, vote } = await openGallery((store) => ({
    ...store,
    async hold(scope, change, act) {
      if (++calls === 1) throw new Error("The database is away.");
      return store.hold(scope, change, act);
    },
  }));
  const first = reach("opening");
  const second = reach("opening");
  await expect(first).rejects.toThrow("away");
  await second;
  expect(await vote()).toMatchObject({ open: "before" });
});
