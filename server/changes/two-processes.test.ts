import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { User } from "../../schema/tables/account.table.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { breakableLine, type BreakableLine } from "../../test/changes/breakable-line.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createMemoryStore } from "../memory/memory.store.ts";
import { embeddedIndex } from "../memory/embedded/embedded-index.ts";
import { createRanker } from "../memory/embedded/ranker.adapter.ts";
import { createModelSettings, CONSENT_TEXT_VERSION } from "../models/consent/model-settings.store.ts";
import { createPersonaStore } from "../persona/persona.store.ts";
import { createPersonas } from "../persona/personas.ts";
import { openChangeBus } from "./open-change-bus.adapter.ts";

const workspaceId = "default";
const userId = "ada";
const ada = { userId, workspaceId, signInId: "", name: "Ada", role: "admin" as const, colour: "#aa3333" };

/** What one server process keeps in memory. Changes reach it by the line. */
async function openProcess(url: string) {
  const report = (error: unknown) => {
    throw error;
  };
  const database = await openDatabase(url);
  const changes = await openChangeBus(line.url, report);
  const store = createPersonaStore(database, report);
  const ranker = createRanker();
  const memories = createMemoryStore(database, embeddedIndex(ranker, changes), memoryPorts());
  return {
    personas: createPersonas({ store, changes, newId, now: () => new Date(), isPlace: () => true }),
    memories,
    settings: createModelSettings(database, changes),
    async close() {
      await changes.close();
      await memories.close();
      await ranker.close();
      await database.close();
    },
  };
}

let fresh: FreshDatabase;
let database: Database;
let line: BreakableLine;
let one: Awaited<ReturnType<typeof openProcess>>;
let other: typeof one;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  line = await breakableLine(fresh.url);
  const account = { workspaceId, kind: "guest", role: "admin", email: null, passwordHash: null, colour: "#aa3333" };
  await database.em().insert(User, { ...account, id: userId, name: "Ada" });
});
afterAll(async () => {
  await line.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => void ([one, other] = [await openProcess(fresh.url), await openProcess(fresh.url)]));
afterEach(async () => void (await Promise.all([one, other].map((process) => process.close()))));
const adaScope = principalOf(workspaceId, userId);
const create = (name: string) => one.personas.create(ada, PersonaDraft.parse({ name }), "plaza");
const nameThere = async (id: string) => (await other.personas.get(id))?.name ?? null;

describe("personas", () => {
  test("O4 a persona changed, deleted or created in one process is so in another", async () => {
    const residents = await other.personas.residentsOf("plaza", workspaceId);
    const received: (string | null)[] = [];
    other.personas.onChange(({ persona }) => received.push(persona && persona.name));
    const { id } = await create("Mira");
    await expect.poll(() => received).toEqual(["Mira"]);
    await one.personas.change(ada, id, { name: "Mirabel" });
    await expect.poll(() => received).toEqual(["Mira", "Mirabel"]);
    expect(await nameThere(id)).toBe("Mirabel");
    await one.personas.remove(ada, id);
    await expect.poll(() => received).toEqual(["Mira", "Mirabel", null]);
    expect(await other.personas.residentsOf("plaza", workspaceId)).toEqual(residents);
  });

  test("O4 after a broken connection a process reads what it missed: changed, deleted and new personas", async () => {
    const [changed, gone, same] = [await create("Cleo"), await create("Gil"), await create("Sana")];
    await other.personas.residentsOf("plaza", workspaceId);
    const received: string[] = [];
    other.personas.onChange(({ personaId, persona }) => received.push(persona?.name ?? personaId));
    await line.breakWhile(async () => {
      await one.personas.change(ada, changed.id, { name: "Cleopatra" });
      await one.personas.remove(ada, gone.id);
      await create("Nils");
    });
    await expect.poll(() => received.toSorted(), { timeout: 5_000 }).toEqual(["Cleopatra", "Nils", gone.id].toSorted());
    expect(await Promise.all([changed, gone, same].map(({ id }) => nameThere(id)))).toEqual([
      "Cleopatra",
      null,
      "Sana",
    ]);
  });
});

describe("memories", () => {
  const remember = (personaId: string, text: string) => ({
    id: randomUUID(),
    personaId,
    kind: "preference" as const,
    text,
    aboutUserId: userId,
    circleId: "circle",
    turnId: null,
    witnesses: null,
    importance: 0.5,
    at: 0,
  });
  const recallThere = async (personaId: string, text: string) => {
    const query = { personaId, text, at: 1, limit: 5, audience: "anyone" as const, exceptTurnIds: [] };
    return (await other.memories.recall(query, testScope())).map((memory) => memory.text).toSorted();
  };

  test("O4 memories added, corrected or deleted in one process are so in another", async () => {
    const { id } = await create("Mo");
    const [tea, cake] = [remember(id, "Ada likes tea"), remember(id, "Ada likes cake")];
    await one.memories.add([tea], testScope());
    expect(await recallThere(id, "likes")).toEqual(["Ada likes tea"]);
    await one.memories.add([cake], testScope());
    await expect.poll(() => recallThere(id, "likes")).toEqual(["Ada likes cake", "Ada likes tea"]);
    await one.memories.forget(cake.id, userId, testScope({ userId }));
    await expect.poll(() => recallThere(id, "likes")).toEqual(["Ada likes tea"]);
    await one.memories.correct(tea.id, userId, "Ada likes coffee", testScope({ userId }));
    await expect.poll(() => recallThere(id, "coffee")).toEqual(["Ada likes coffee"]);
  });

  test("O4 more new memories than fit into a notification are found there, too", async () => {
    const { id } = await create("Pia");
    expect(await recallThere(id, "likes")).toEqual([]);
    await one.memories.add(
      Array.from({ length: 150 }, (_, number) => remember(id, `Ada likes number ${number}`)),
      testScope(),
    );
    await expect.poll(async () => (await recallThere(id, "number 149"))[0]).toMatch("Ada likes number");
  });

  test("O4 after a broken connection a process recalls what it missed", async () => {
    const { id } = await create("Bo");
    const tea = remember(id, "Ada likes tea");
    await one.memories.add([tea], testScope());
    await recallThere(id, "likes");
    await line.breakWhile(async () => {
      await one.memories.add([remember(id, "Ada likes cake")], testScope());
      await one.memories.forget(tea.id, userId, testScope({ userId }));
    });
    await expect.poll(() => recallThere(id, "likes"), { timeout: 5_000 }).toEqual(["Ada likes cake"]);
  });
});

describe("settings", () => {
  test("O4 the compliance tier and consents take effect in every process at once", async () => {
    const received: string[] = [];
    other.settings.onTierChange(() => void received.push("changed"));
    expect([await other.settings.tierOf(workspaceId), await other.settings.hasConsentOf([userId])]).toEqual([
      "any",
      false,
    ]);
    await one.settings.changeTier(adaScope, "on-premises");
    await one.settings.changeConsent(adaScope, true, CONSENT_TEXT_VERSION);
    await expect.poll(() => other.settings.tierOf(workspaceId), { timeout: 2_000 }).toBe("on-premises");
    await expect.poll(() => other.settings.hasConsentOf([userId]), { timeout: 2_000 }).toBe(true);
    expect(received).toEqual(["changed"]);
    await line.breakWhile(() => one.settings.changeTier(adaScope, "no-training"));
    await expect.poll(() => other.settings.tierOf(workspaceId), { timeout: 4_000 }).toBe("no-training");
  });
});
