/** C8 what was said is worded anew by its author; what it was before is kept, and nothing that follows from it contradicts it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { readExport, unprinted } from "../../test/exports/read-export.ts";
import { fixedEmbedding } from "../../test/memory/fixed-embedding.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { applyOutcomeUpdate } from "../../engine/outcome/apply-outcome-update.ts";
import { buildOutcomeRequest } from "../../engine/outcome/outcome-prompt.ts";
import { principalOf } from "../../engine/scope/scope.ts";
import { markBranches } from "../../schema/tables/migrations/0085-outdated-items.migration.ts";
import { createOutcomeStore } from "../outcome/outcome.store.ts";
import { EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import { newId } from "../database/new-id.adapter.ts";
import { embeddedIndex } from "../memory/embedded/embedded-index.ts";
import { createRanker } from "../memory/embedded/ranker.adapter.ts";
import { createMemoryStore, type StoredMemories } from "../memory/memory.store.ts";
import { outcomesIn } from "../outcome/outcome-reading.store.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { createConversationReading } from "./conversation-reading.store.ts";
import { conversationRoutes } from "./conversations.route.ts";
import { turnEditRoutes } from "./edit-turn.route.ts";
import { createTurnEdits } from "./edit-turn.store.ts";
import { createSessionNames } from "../session/names/session-names.store.ts";
import { createStanceStore } from "./stance.store.ts";

type Person = { token: string; userId: string };

const raised = (error: unknown) => {
  throw error;
};
const ranker = createRanker();
let memories: StoredMemories;
let api: TestApi;
let [ada, ben, fay]: Person[] = [];
/** Ada's circle, with a turn of hers and one of the persona Oriel. */
let circleId: string;
let adas: string;
let oriels: string;

const run = (sql: string, values: unknown[] = []) => api.database.em().execute(sql, values);

beforeAll(async () => {
  api = await startTestApi((database) => {
    memories = createMemoryStore(
      database,
      embeddedIndex(ranker, silentBus),
      memoryPorts({ embedding: fixedEmbedding(null), report: raised }),
    );
    const conversations = createConversationReading(database);
    const outcomesOf = outcomesIn(database, raised);
    const noGallery = async () => ({ questions: [], vote: null });
    return [
      ...conversationRoutes(conversations, createStanceStore(database), outcomesOf, noGallery, {
        print: unprinted,
        namesFor: createSessionNames(database),
      }),
      ...turnEditRoutes(createTurnEdits(database), memories.reworded, createLimiters(null)),
    ];
  });
  [ada, ben, fay] = [await api.signIn("Ada"), await api.signIn("Ben"), await api.signIn("Fay", "facilitator")];
  await run(
    `insert into personas (id, workspace_id, name, draft, place_id) values ('oriel', 'default', 'Oriel', '{}', 'plaza')`,
  );
});
afterAll(async () => {
  await memories.close();
  await ranker.close();
  await api.close();
});

const SAID = "I really love plain rye bread. It keeps for days.";

beforeEach(async () => {
  [circleId, adas, oriels] = [newId(), newId(), newId()];
  await run(
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z)
     values (?, 'default', ?, 'plaza', 'Bread', 'Bread', 'focus-group', 'auto', 1, false, 'en', 0, 0)`,
    [circleId, ada!.userId],
  );
  for (const [position, id, speakerId, name, kind, text] of [
    [1, adas, ada!.userId, "Ada", "person", SAID],
    [2, oriels, "oriel", "Oriel", "persona", "Rye it is, then, for all of us."],
  ] as const)
    await run(
      `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
         started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
       values (?, 'default', ?, ?, ?, ?, ?, ?, ?, 'finished', now(), now(), 3, 5, 70, '')`,
      [id, ada!.userId, circleId, position, speakerId, name, kind, text],
    );
});

const edit = (as: Person, turnId: string, text: string, edits = 0) =>
  api.call("PUT", `/api/conversations/${circleId}/turns/${turnId}/text`, { token: as.token, body: { text, edits } });
const wordings = (as: Person, turnId: string) =>
  api.call("GET", `/api/conversations/${circleId}/turns/${turnId}/wordings`, { token: as.token });
const turnsFor = async (as: Person) =>
  (await api.call("GET", `/api/conversations/${circleId}`, { token: as.token })).body.turns;

test("C8 everybody reads the new words; the former ones are kept, and what was billed stays", async () => {
  expect((await edit(ada!, adas, "I love oats.")).status).toBe(204);
  expect((await edit(ada!, adas, "I love barley.", 1)).status).toBe(204);
  expect(await turnsFor(ben!)).toMatchObject([{ text: "I love barley.", edits: 2, costNano: 70 }, { edits: 0 }]);
  const { body } = await wordings(ben!, adas);
  expect(body).toMatchObject({
    mayEdit: false,
    items: [{ text: SAID, byName: "Ada" }, { text: "I love oats." }, { text: "I love barley.", byName: "Ada" }],
  });
  expect((await wordings(ada!, adas)).body.mayEdit).toBe(true);
});

test("C8 every file has the new words, and says that they were edited", async () => {
  await edit(ada!, adas, "I love oats.");
  for (const format of EXPORT_FORMATS.filter((each) => each !== "pdf")) {
    const path = `/api/conversations/${circleId}/export?format=${format}`;
    const { bytes } = await api.call("GET", path, { token: ben!.token });
    const text = readExport(format, bytes);
    expect(text, format).toContain("I love oats.");
    expect(text, format).not.toContain("plain rye");
    expect(text, format).toMatch(/edit/);
  }
});

test("C8 a person edits their own words, and a persona's whoever leads the circle; nobody else, and nothing is changed then", async () => {
  expect((await edit(ben!, adas, "Ben was here.")).body).toMatchObject({ code: "not-your-turn" });
  expect((await edit(fay!, adas, "Fay was here.")).status).toBe(403);
  expect((await edit(ben!, oriels, "Ben was here.")).status).toBe(403);
  expect(await turnsFor(ada!)).toMatchObject([{ text: SAID }, { text: "Rye it is, then, for all of us." }]);
  expect((await edit(ada!, oriels, "Rye for me.")).status).toBe(204);
  expect((await edit(fay!, oriels, "Rye for some.", 1)).status).toBe(204);
  expect((await wordings(ben!, oriels)).body.items.map(({ byName }: { byName: string }) => byName)).toEqual([
    "Oriel",
    "Ada",
    "Fay",
  ]);
});

test("C8 of two who edit the same words at once one is refused, and may read what the other wrote", async () => {
  const answers = await Promise.all([edit(ada!, oriels, "One loaf."), edit(fay!, oriels, "Two loaves.")]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  expect((await wordings(ada!, oriels)).body.items).toHaveLength(2);
});

test("C8 a turn is edited twenty times at most", async () => {
  for (let edits = 0; edits < 20; edits++) expect((await edit(ada!, adas, `Loaf ${edits}`, edits)).status).toBe(204);
  expect((await edit(ada!, adas, "One more", 20)).body).toMatchObject({ code: "too-many-edits" });
});

test("C8 A1 in private only those who heard it read its wordings, and nobody else edits it", async () => {
  await run("update circles set is_private = true where id = ?", [circleId]);
  await run("update turns set witnesses = array[?::text] where circle_id = ?", [ada!.userId, circleId]);
  expect((await edit(ada!, adas, "I love oats.")).status).toBe(204);
  expect((await wordings(ada!, adas)).status).toBe(200);
  expect((await wordings(ben!, adas)).status).toBe(404);
  expect((await edit(ben!, adas, "Ben was here.", 1)).status).toBe(404);
});

test("C8 L4 somebody edits a hundred times in ten minutes at most, whatever they edit", async () => {
  const eve = await api.signIn("Eve");
  const edits = Array.from({ length: 100 }, () => edit(eve, adas, "Eve was here."));
  for (const { status } of await Promise.all(edits)) expect(status).toBe(403);
  expect((await edit(eve, adas, "Eve was here.")).body).toMatchObject({ code: "too-many-attempts" });
});

const remember = (id: string, kind: string, text: string, sources: string[] = []) =>
  run(
    `insert into memories (id, workspace_id, persona_id, kind, text, about_user_id, circle_id, turn_id, source_ids, importance)
     values (?, 'default', 'oriel', ?, ?, ?, ?, ?, ?, 0.5)`,
    [id, kind, text, ada!.userId, circleId, kind === "witnessed" ? adas : null, `{${sources.join(",")}}`],
  );
const remembered = async () =>
  (await run("select kind, text from memories where circle_id = ? order by kind desc, id", [circleId])) as object[];

test("C8 M4 personas remember the new words, and nothing that they concluded from the former ones", async () => {
  const sentence = newId();
  await remember(sentence, "witnessed", `Ada said: ${SAID}`);
  await remember(newId(), "preference", "Ada said: I really love plain rye bread", [sentence]);
  await remember(newId(), "reflection", "Rye matters to her.", [sentence]);
  await edit(ada!, adas, "I love dark oat bread. It keeps for days.");
  expect(await remembered()).toEqual([
    { kind: "witnessed", text: "Ada said: I love dark oat bread. It keeps for days." },
    { kind: "preference", text: expect.stringContaining("I love dark oat bread") },
  ]);
});

test("C8 M4 what somebody prefers is remembered once, however quickly edits follow each other", async () => {
  const id = newId();
  await remember(id, "witnessed", "Ada said: I love dark oat bread.");
  await Promise.all([1, 2].map(() => memories.reworded([id], true, testScope())));
  await memories.reworded([id], true, testScope());
  expect(await remembered()).toEqual([
    { kind: "witnessed", text: "Ada said: I love dark oat bread." },
    { kind: "preference", text: expect.stringContaining("I love dark oat bread") },
  ]);
});

test("C8 C9 M4 nothing is concluded from new words whose memory is being deleted", async () => {
  const id = newId();
  await remember(id, "witnessed", "Ada said: I love dark oat bread.");
  const isDeleted = Promise.withResolvers<void>();
  const hold = Promise.withResolvers<void>();
  // As whoever withdraws: what was made of it has gone when it commits.
  const deleting = api.database.em().transactional(async (em) => {
    await em.execute("delete from memories where id = ?", [id]);
    isDeleted.resolve();
    await hold.promise;
  });
  await isDeleted.promise;
  const concluding = memories.reworded([id], true, testScope());
  const isWaiting = async () =>
    (await run("select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).length >
    0;
  await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
  hold.resolve();
  await Promise.all([deleting, concluding]);
  expect(await remembered()).toEqual([]);
});

test("C8 M4 a memory that somebody corrected stays as they corrected it", async () => {
  await remember(newId(), "witnessed", "Ada said: I bake rye, but eat oats.");
  await edit(ada!, adas, "I love dark oat bread.");
  expect(await remembered()).toMatchObject([{ text: "Ada said: I bake rye, but eat oats." }]);
});

test("C8 C2 quotations follow the new words, and are dropped, and counted, where those no longer contain them", async () => {
  await run("insert into outcomes (circle_id, kind, workspace_id) values (?, 'focus-group', 'default')", [circleId]);
  const quote = (text: string, turnId = adas) => ({ turnId, text });
  const theme = {
    type: "theme",
    text: "Keeping",
    quotations: [quote(SAID), quote("It keeps for days"), quote("plain rye bread"), quote("Rye it is", oriels)],
  };
  await run(
    `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, made_by)
     values (?, ?, 'focus-group', 'default', ?::jsonb, ?, 'model')`,
    [newId(), circleId, JSON.stringify(theme), `{${adas},${oriels}}`],
  );
  await edit(ada!, adas, "Oats. It keeps for days.");
  const [item] = (await run("select content, version from outcome_items where circle_id = ?", [circleId])) as [object];
  expect(item).toMatchObject({
    version: 2,
    content: {
      quotations: [quote("Oats. It keeps for days."), quote("It keeps for days"), quote("Rye it is", oriels)],
    },
  });
  expect(await run("select version, dropped_quotations from outcomes where circle_id = ?", [circleId])).toEqual([
    { version: 1, dropped_quotations: 1 },
  ]);
});

test("C8 C2 what else an outcome took from the former words is marked, until somebody, or the next update, writes it anew", async () => {
  await run("insert into outcomes (circle_id, kind, workspace_id) values (?, 'focus-group', 'default')", [circleId]);
  const [hers, others, document] = [newId(), newId(), newId()];
  for (const [id, content, turnId] of [
    [hers, { type: "topic", text: "Rye keeps" }, adas],
    [others, { type: "summary", text: "All want rye." }, oriels],
    [document, { type: "document", text: "Rye for all." }, adas],
  ] as const)
    await run(
      `insert into outcome_items (id, circle_id, kind, workspace_id, content, turn_ids, made_by)
       values (?, ?, 'focus-group', 'default', ?::jsonb, ?, 'model')`,
      [id, circleId, JSON.stringify(content), `{${turnId}}`],
    );
  const work = async () => {
    await run("update outcomes set covered_position = 2, due_position = 3 where circle_id = ?", [circleId]);
    return (await createOutcomeStore(api.database, raised).readDue(circleId))[0]!;
  };
  expect((await work()).turns).toEqual([]);
  await edit(ada!, adas, "I love oats.");
  await edit(ada!, adas, "I love barley.", 1);
  const marks = async () => {
    const outcomes = await outcomesIn(api.database, raised)(principalOf("default", ben!.userId), circleId);
    return Object.fromEntries(
      outcomes.flatMap(({ items }) => items).map(({ id, outdatedTurnIds }) => [id, outdatedTurnIds]),
    );
  };
  expect(await marks()).toEqual({ [hers]: [adas], [others]: [], [document]: [] });
  // The next update reads those words again, and the item is marked in its prompt.
  const due = await work();
  expect(due.turns.map(({ id, text }) => [id, text])).toEqual([[adas, "I love barley."]]);
  const { items } = due.state;
  const prompt = buildOutcomeRequest({ ...due, items })
    .messages.map(({ content }) => content)
    .join();
  expect(prompt).toContain("(topic, outdated)");
  const proposal = {
    label: hers,
    content: { type: "topic" as const, text: "Barley keeps", isCovered: true },
    turnIds: [adas],
  };
  const update = { madeBy: "model" as const, proposals: [proposal], removed: [] };
  const matter = { kind: due.kind, language: "en", turns: due.turns, company: null, newId };
  const after = applyOutcomeUpdate(due.state, update, matter);
  expect(await createOutcomeStore(api.database, raised).commit(due, after)).toBe(true);
  expect(await marks()).toEqual({ [hers]: [], [others]: [], [document]: [] });
});

test("C8 two edits that share memories wait for each other in order", async () => {
  const ids = [newId(), newId(), newId()];
  for (const id of ids.toReversed()) await remember(id, "witnessed", `Ada said: ${SAID}`);
  const isHeld = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  // As others lock them: by id.
  const other = api.database.em().transactional(async (em) => {
    await em.execute("select id from memories where id = ? for update", [ids[0]]);
    isHeld.resolve();
    await release.promise;
    await em.execute("select id from memories where id = ? for update", [ids[2]]);
  });
  await isHeld.promise;
  const edited = edit(ada!, adas, "I love oats.");
  const isWaiting = async () =>
    (await run("select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).length >
    0;
  await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
  release.resolve();
  await other;
  expect((await edited).status).toBe(204);
});

test("C8 a branch that was made before edits were taken over is marked for those that its words had then", async () => {
  await edit(ada!, adas, "I love oats.");
  const branch = newId();
  await run(
    `insert into circles (id, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z, branched_from)
     select ?, workspace_id, owner_id, place_id, topic, title, kind, mode, speed, is_private, language, x, z, id from circles where id = ?`,
    [branch, circleId],
  );
  await run(
    `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
       started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
     select id || '~' || ?, workspace_id, owner_id, ?, position, speaker_id, speaker_name, speaker_kind, text, status,
       started_at, ended_at, 0, 0, 0, '' from turns where circle_id = ?`,
    [branch, branch, circleId],
  );
  await edit(ada!, adas, "I love barley.", 1);
  for (let again = 0; again < 2; again++) await run(markBranches);
  const turns = await run("select text, edits from turns where circle_id = ? order by position", [branch]);
  expect(turns).toMatchObject([{ text: "I love oats.", edits: 1 }, { edits: 0 }]);
  const kept = await run("select number, text from turn_wordings where circle_id = ? order by number", [branch]);
  expect(kept).toEqual([
    { number: 0, text: SAID },
    { number: 1, text: "I love oats." },
  ]);
});
