import { afterAll, beforeAll, expect, test } from "vitest";
import { Workspace } from "../../schema/tables/workspace.table.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createCompany, type Company } from "../../test/memory/create-company.ts";
import { witnessed } from "../../test/memory/witnessed.ts";
import { fixedEmbedding } from "../../test/memory/fixed-embedding.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import type { PlaceNotice } from "../place/place-notice.ts";
import { createMemoryStore } from "./memory.store.ts";
import { openMemoryIndex } from "./open-memory-index.process.ts";

let fresh: FreshDatabase;
let database: Database;
/** The tiers of workspaces that have one. */
const tiers = new Map<string, "on-premises">();

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

async function open(settings: Parameters<typeof openMemoryIndex>[0]) {
  const said: string[] = [];
  const index = await openMemoryIndex(settings, {
    database,
    changes: silentBus,
    embedding: fixedEmbedding(),
    tiers: { tierOf: async (workspaceId) => tiers.get(workspaceId) ?? "any", onTierChange: () => undefined },
    workspaceId: "default",
    say: (line) => void said.push(line),
    report: (error) => {
      throw error;
    },
  });
  const notices: PlaceNotice[] = [];
  index.onNotice((notice) => void notices.push(notice));
  const store = createMemoryStore(database, index.open, memoryPorts());
  return { index, store, notices, said, close: () => store.close().then(index.close) };
}

const ask = ({ personaId }: Company, text: string) => ({
  personaId,
  audience: "anyone" as const,
  text,
  at: 1,
  limit: 3,
  exceptTurnIds: [],
});

test("M5 while Weaviate is unavailable, people and operators are notified once, and what happens is stored", async () => {
  const { index, store, notices, said, close } = await open({ WEAVIATE_URL: "http://127.0.0.1:1" });
  const company = await createCompany(database);
  await expect.poll(() => notices.map(({ notice }) => notice.code)).toEqual(["memory-away"]);
  await store.add([witnessed(company, "Sam said: a dog")], testScope());
  expect(await store.recall(ask(company, "dog"), testScope())).toEqual([]);
  expect(await index.readState()).toMatchObject({ store: "weaviate", problem: expect.any(String) });
  expect(notices).toHaveLength(1);
  expect(said).toEqual([expect.stringMatching(/Weaviate at 127\.0\.0\.1:1 cannot be used/)]);
  await close();
  const embedded = await open({});
  expect(await embedded.index.readState()).toEqual({ store: "embedded", problem: null, waiting: 0 });
  expect(await embedded.store.recall(ask(company, "dog"), testScope())).toHaveLength(1);
  await embedded.close();
});

test("L4 M5 what must stay on this network is searched here, when Weaviate is elsewhere", async () => {
  tiers.set("closed", "on-premises");
  await database.em().insert(Workspace, { id: "closed", name: "closed" });
  const company = await createCompany(database, "closed");
  const scope = testScope({ workspaceId: "closed" });
  // A documentation address: it belongs to nobody, and nothing answers.
  const { store, close } = await open({ WEAVIATE_URL: "http://192.0.2.1:1" });
  await store.add([witnessed(company, "Sam said: a dog")], scope);
  expect(await store.recall(ask(company, "dog"), scope)).toHaveLength(1);
  await close();
});
