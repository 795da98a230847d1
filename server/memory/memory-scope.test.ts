import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { PersonaRow } from "../../schema/tables/persona.table.ts";
import { Workspace } from "../../schema/tables/workspace.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../test/model-servers/wire-server.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { createVoices } from "../models/create-voices.adapter.ts";
import type { RunningVoices } from "../models/voice-dependencies.ts";
import { createMemoryStore } from "./memory.store.ts";
import { embeddedIndex } from "./embedded/embedded-index.ts";
import { createRanker, type Ranker } from "./embedded/ranker.adapter.ts";

let fresh: FreshDatabase;
let database: Database;
let ranker: Ranker;
let server: WireServer;
let voices: RunningVoices;
const records: CallRecord[] = [];
const reported: unknown[] = [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  ranker = createRanker();
  server = await startWireServer(OPENAI_FORMAT);
  voices = createVoices(
    {
      DATA_DIR: mkdtempSync(join(tmpdir(), "memory scope ")),
      VOICE: "rehearsal",
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: `${server.url}/v1`,
      EMBEDDING_MODEL: "openai/text-embedding-3-small",
    },
    {
      recordCall: (record) => void records.push(record),
      log: () => undefined,
      places: [],
      tiers: {
        workspaceId: "open",
        of: async (workspaceId) => (workspaceId === "closed" ? "on-premises" : "any"),
        onChange: () => () => undefined,
      },
    },
  );
});
afterAll(async () => {
  await voices.close();
  await server.close();
  await ranker.close();
  await database.close();
  await fresh.drop();
});

test("A7 L4 memories of an on-premises workspace never leave it; another's are embedded at its own cost", async () => {
  const store = createMemoryStore(
    database,
    embeddedIndex(ranker, silentBus),
    memoryPorts({ embedding: voices.embedding, report: (error) => void reported.push(error) }),
  );
  for (const workspaceId of ["open", "closed"]) {
    const personaId = await createPersona(workspaceId);
    const scope = testScope({ workspaceId, userId: "sam" });
    const said = { kind: "witnessed" as const, aboutUserId: null, circleId: "c", witnesses: null, turnId: null };
    const text = `Sam said: the ${workspaceId} harbour`;
    await store.add([{ id: randomUUID(), personaId, text, importance: 0.3, at: 0, ...said }], scope);
    const query = { personaId, audience: "anyone" as const, text: `${workspaceId} boats`, at: 1, limit: 1 };
    const recalled = await store.recall({ ...query, exceptTurnIds: [] }, scope);
    expect(recalled.map((memory) => memory.text)).toEqual([text]);
  }
  expect(server.requests.map(({ body }) => body["input"])).toEqual([["Sam said: the open harbour"], ["open boats"]]);
  expect(records.map(({ context }) => context)).toEqual([
    { task: "embed", workspaceId: "open" },
    { task: "embed", workspaceId: "open" },
  ]);
  expect(new Set(reported.map((error) => (error as { code?: string }).code))).toEqual(new Set(["forbidden"]));
});

async function createPersona(workspaceId: string): Promise<string> {
  const em = database.em();
  await em.insert(Workspace, { id: workspaceId, name: workspaceId });
  const id = randomUUID();
  await em.insert(PersonaRow, {
    id,
    workspaceId,
    ownerId: null,
    name: "Ada",
    draft: PersonaDraft.parse({ name: "Ada" }),
    castKey: null,
    placeId: "plaza",
    version: 1,
    deletedAt: null,
  });
  return id;
}
