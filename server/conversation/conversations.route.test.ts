import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freeAllCircles } from "../../test/circle/free-all-circles.ts";
import { EXPORT_FORMATS } from "../../schema/messages/conversation.ts";
import { newId } from "../database/new-id.adapter.ts";
import { readExport, unprinted } from "../../test/exports/read-export.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createSessionNames } from "../session/names/session-names.store.ts";
import { createStanceStore } from "./stance.store.ts";
import { conversationMarkRoutes } from "./conversation-marks.route.ts";
import { createConversationMarks } from "./conversation-marks.store.ts";
import { createConversationReading } from "./conversation-reading.store.ts";
import { createConversationStore } from "./conversation.store.ts";
import { outcomesIn } from "../outcome/outcome-reading.store.ts";
import { conversationRoutes } from "./conversations.route.ts";

let api: TestApi;
let ada: { token: string; userId: string };
let ben: typeof ada;
let fay: typeof ada;
const raised = (error: unknown) => {
  throw error;
};
const at = new Date("2026-05-01T12:00:00Z");

beforeAll(async () => {
  api = await startTestApi((database) => [
    ...conversationMarkRoutes(createConversationMarks(database)),
    ...conversationRoutes(
      createConversationReading(database),
      createStanceStore(database),
      outcomesIn(database, raised),
      async () => ({ questions: [], vote: null }),
      { print: unprinted, namesFor: createSessionNames(database) },
    ),
  ]);
  [ada, ben, fay] = [await api.signIn("Ada"), await api.signIn("Ben"), await api.signIn("Fay", "facilitator")];
});
afterAll(() => api.close());

const spend = (circleId: string, costNano: number) =>
  api.database.em().execute(
    `insert into ledger (id, workspace_id, at, task, provider, model, why, input, output, reasoning, cached,
       cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome, circle_id)
     values (?, 'default', now(), 'speak', 'p', 'm', '', 12, 3, 0, 0, 0, 0, '{}', ?, true, 'finished', ?)`,
    [newId(), costNano, circleId],
  );

/** A conversation opened by Ada with one turn of hers and one of a persona. */
async function converse(
  topic: string,
  texts: [string, string],
  isPrivate = false,
): Promise<{ circleId: string; turnIds: string[] }> {
  const store = createConversationStore(api.database);
  const [circleId, workspaceId, ownerId] = [newId(), "default", ada.userId];
  const row = {
    id: circleId,
    workspaceId,
    ownerId,
    placeId: "plaza",
    topic,
    title: topic,
    kind: "chat",
    mode: "auto",
    speed: 7,
  };
  await store.openCircle({ ...row, isPrivate, language: "en", x: 0, z: 0, chatSessionId: null });
  const speakers = [
    { speakerId: ada.userId, speakerName: "Ada", speakerKind: "person" },
    { speakerId: "bruno", speakerName: "Bruno", speakerKind: "persona" },
  ];
  const turnIds: string[] = [];
  for (const [index, speaker] of speakers.entries()) {
    const seat = {
      seat: index,
      memberId: speaker.speakerId,
      memberKind: speaker.speakerKind,
      memberName: speaker.speakerName,
    };
    await store.addMember({ id: newId(), workspaceId, circleId, ...seat });
    turnIds.push(newId());
    const turn = {
      id: turnIds[index]!,
      workspaceId,
      ownerId,
      circleId,
      ...speaker,
      replyTo: turnIds[index - 1] ?? null,
      witnesses: isPrivate ? [ownerId] : null,
      startedAt: at,
      decision: null,
    };
    const spent =
      index === 1
        ? { inputTokens: 12, outputTokens: 3, costNano: 2_500_000, voice: "scripted/mind" }
        : { inputTokens: 0, outputTokens: 0, costNano: 0, voice: "" };
    await store.commitTurn({
      ...turn,
      ...spent,
      text: texts[index]!,
      status: index === 1 ? "interrupted" : "finished",
      problem: null,
      endedAt: at,
    });
    await spend(circleId, spent.costNano);
  }
  return { circleId, turnIds };
}

const get = (path: string, as?: typeof ada) => api.call("GET", path, { token: as?.token });

/** By which one reads what was said in a conversation. */
const DOORS = ["page", ...EXPORT_FORMATS] as const;

async function readDoor(circleId: string, door: (typeof DOORS)[number], as: typeof ada) {
  const path = `/api/conversations/${circleId}`;
  if (door === "page") return get(path, as);
  const { status, bytes, text } = await get(`${path}/export?format=${door}`, as);
  return { status, text: status === 200 ? readExport(door, bytes) : text };
}

describe("GET /api/conversations", () => {
  it("C8 finds words in titles and in what was said, newest first, by page", async () => {
    const first = await converse("Sourdough", ["How long does it rise?", "A night."]);
    const second = await converse("Wine", ["Is 50% of it SOURDOUGH weather?", "Never."]);
    const third = await converse("Cheese", ["Which one?", "All."]);
    expect((await get("/api/conversations?q=sourdough", ben)).body).toMatchObject({
      items: [
        {
          circleId: second.circleId,
          title: "Wine",
          found: "Is 50% of it SOURDOUGH weather?",
          turnCount: 2,
          participants: ["Ada", "Bruno"],
          costNano: 2_500_000,
        },
        { circleId: first.circleId, title: "Sourdough", found: null },
      ],
      next: null,
    });
    expect((await get("/api/conversations?q=50%25", ben)).body.items).toHaveLength(1);
    expect((await get("/api/conversations?q=_", ben)).body.items).toEqual([]);

    const { body: page } = await get("/api/conversations?limit=2", ben);
    expect(page.items.map((item: { circleId: string }) => item.circleId)).toEqual([third.circleId, second.circleId]);
    const { body: rest } = await get(`/api/conversations?limit=2&cursor=${page.next}`, ben);
    expect(rest.items[0]).toMatchObject({ circleId: first.circleId });
    const { body: newest } = await get("/api/conversations?q=sourdough&limit=1", ben);
    expect(newest).toMatchObject({ items: [{ circleId: second.circleId }], next: second.circleId });
    const { body: last } = await get(`/api/conversations?q=sourdough&limit=1&cursor=${newest.next}`, ben);
    expect(last).toMatchObject({ items: [{ circleId: first.circleId }], next: null });
  });

  it("A5 a cursor that is none is refused, saying so", async () => {
    for (const cursor of ["abc", "1", "%27%3B--"])
      expect(await get(`/api/conversations?cursor=${cursor}`, ben)).toMatchObject({
        status: 400,
        body: { errors: [{ path: "cursor", message: "is not the next of a page before" }] },
      });
    expect((await get("/api/conversations?cursor=", ben)).status).toBe(200);
  });

  it("C7 a turn cut off by a stop is marked as soon as the server is back, before anybody joins", async () => {
    const { circleId } = await converse("Rye", ["How dark?", "Very."]);
    const store = createConversationStore(api.database);
    const turn = {
      id: newId(),
      circleId,
      workspaceId: "default",
      ownerId: ada.userId,
      replyTo: null,
      witnesses: null,
    };
    const speaker = { speakerId: "bruno", speakerName: "Bruno", speakerKind: "persona" };
    await store.beginTurn({ ...turn, ...speaker, startedAt: at, decision: null });
    await store.savePartial({ id: circleId, workspaceId: "default" }, turn.id, { text: "As dark as", witnesses: null });
    await store.endCircle({ id: circleId, workspaceId: "default" }, at);
    await freeAllCircles(api.database);
    const { body } = await get(`/api/conversations/${circleId}`, ben);
    expect(body.turns[2]).toMatchObject({
      id: turn.id,
      text: "As dark as",
      status: "interrupted",
      endedAt: expect.any(String),
      problem: expect.stringContaining("The server stopped"),
    });
  });

  it("M7 facilitators see whether its personas stay themselves", async () => {
    const { circleId } = await converse("Bread", ["Who bakes?", "I agree, whoever bakes."], true);
    const path = `/api/conversations/${circleId}/character`;
    expect((await get(path, fay)).body).toEqual({
      agreement: 1,
      agreementDrift: null,
      nearRepeats: 0,
      homogenisation: null,
      personas: [{ personaId: "bruno", name: "Bruno", turns: 1, distinctness: null }],
      stances: [],
    });
    expect((await get(path, ada)).status).toBe(403);
    expect((await get("/api/conversations/none/character", fay)).status).toBe(404);
  });

  it("A1 public ones are read by anyone signed in, private ones by members and facilitators", async () => {
    const { circleId } = await converse("A secret", ["Psst", "What?"], true);
    expect((await get(`/api/conversations/${circleId}`)).status).toBe(401);
    for (const path of [`/api/conversations/${circleId}`, `/api/conversations/${circleId}/export?format=md`]) {
      expect((await get(path, ben)).status).toBe(404);
      expect((await get(path, ada)).status).toBe(200);
      expect((await get(path, fay)).status).toBe(200);
    }
    const listed = async (as: typeof ada) => (await get("/api/conversations?q=secret", as)).body.items.length;
    expect([await listed(ada), await listed(ben), await listed(fay)]).toEqual([1, 0, 1]);
  });
});

describe("A1 every role at every door of a conversation", () => {
  const READERS = ["facilitator", "admin"];
  it.each(["guest", "visitor", "operator", ...READERS])("A1 role %s", async (role) => {
    const someone = await api.signIn(`Role ${role}`, role);
    const topic = `For ${role}`;
    const hidden = await converse(topic, ["Where is the needle?", "Here."], true);
    const shown = await converse(topic, ["Where is the thread?", "There."]);
    const listed = (await get(`/api/conversations?q=${encodeURIComponent(topic)}`, someone)).body.items;
    const found = (await get("/api/conversations?q=needle", someone)).body.items;
    const circleIds = (items: { circleId: string }[]) => items.map(({ circleId }) => circleId);
    const mayRead = READERS.includes(role);
    expect(circleIds(listed)).toEqual(mayRead ? [shown.circleId, hidden.circleId] : [shown.circleId]);
    expect(circleIds(found).includes(hidden.circleId)).toBe(mayRead);
    for (const door of DOORS) {
      expect((await readDoor(shown.circleId, door, someone)).text, door).toContain("thread");
      const { status, text } = await readDoor(hidden.circleId, door, someone);
      expect([status, text.includes("needle")], door).toEqual(mayRead ? [200, true] : [404, false]);
    }
  });

  it("A1 former members of a private circle can read what was said while they were there, by every route", async () => {
    const { circleId } = await converse("Tea", ["Before he came: jasmine.", "Before, too: peppermint."], true);
    const store = createConversationStore(api.database);
    const workspaceId = "default";
    const say = (text: string, witnesses: string[]) =>
      store.commitTurn({
        id: newId(),
        workspaceId,
        ownerId: ada.userId,
        circleId,
        replyTo: null,
        decision: null,
        speakerId: ada.userId,
        speakerName: "Ada",
        speakerKind: "person",
        text,
        witnesses,
        inputTokens: 0,
        outputTokens: 0,
        costNano: 0,
        voice: "",
        problem: null,
        status: "finished",
        startedAt: at,
        endedAt: at,
      });
    const join = (memberId: string, memberName: string, seat: number) =>
      store.addMember({ id: newId(), workspaceId, circleId, memberId, memberName, memberKind: "person", seat });
    await join(ben.userId, "Ben", 2);
    await say("While he is there: oolong.", [ada.userId, ben.userId]);
    await store.removeMember({ id: circleId, workspaceId }, ben.userId, new Date());
    await join("late", "Latecomer", 3);
    await say("After he left: camomile.", [ada.userId, "late"]);

    for (const door of DOORS) {
      const { status, text } = await readDoor(circleId, door, ben);
      expect([status, text.match(/jasmine|peppermint|oolong|camomile|Latecomer/g)], door).toEqual([200, ["oolong"]]);
      const whole = (await readDoor(circleId, door, fay)).text;
      for (const word of ["jasmine", "peppermint", "oolong", "camomile"]) expect(whole, door).toContain(word);
    }
    const searched = async (word: string, as: typeof ada) =>
      (await get(`/api/conversations?q=${word}`, as)).body.items.map(({ found }: { found: string }) => found);
    expect(await searched("camomile", ben)).toEqual([]);
    expect(await searched("jasmine", ben)).toEqual([]);
    expect(await searched("oolong", ben)).toEqual(["While he is there: oolong."]);
    expect(await searched("camomile", fay)).toEqual(["After he left: camomile."]);
    const summary = async (as: typeof ada) =>
      (await get("/api/conversations?q=Tea", as)).body.items.find(
        (item: { circleId: string }) => item.circleId === circleId,
      );
    expect(await summary(ben)).toMatchObject({ turnCount: 1, participants: ["Ada", "Ben"] });
    expect(await summary(ada)).toMatchObject({ turnCount: 4, participants: ["Ada", "Bruno", "Ben", "Latecomer"] });
  });
});

describe("GET /api/conversations/:circleId", () => {
  it("C8 answers exactly the fields of the public interface", async () => {
    const { circleId, turnIds } = await converse("Olives", ["Green or black?", "Gre"]);
    expect((await get(`/api/conversations/${circleId}`, ben)).body).toEqual({
      circleId,
      title: "Olives",
      topic: "Olives",
      kind: "chat",
      mode: "auto",
      costNano: 2_500_000,
      placeId: "plaza",
      isPrivate: false,
      endedAt: null,
      personaIds: ["bruno"],
      mayTitle: false,
      isArchived: false,
      turns: [
        {
          id: turnIds[0],
          speakerId: ada.userId,
          speakerName: "Ada",
          speakerKind: "person",
          text: "Green or black?",
          status: "finished",
          replyTo: null,
          startedAt: at.toISOString(),
          endedAt: at.toISOString(),
          inputTokens: 0,
          outputTokens: 0,
          costNano: 0,
          voice: "",
          problem: null,
          edits: 0,
        },
        {
          id: turnIds[1],
          speakerId: "bruno",
          speakerName: "Bruno",
          speakerKind: "persona",
          text: "Gre",
          status: "interrupted",
          replyTo: turnIds[0],
          startedAt: at.toISOString(),
          endedAt: at.toISOString(),
          inputTokens: 12,
          outputTokens: 3,
          costNano: 2_500_000,
          voice: "scripted/mind",
          problem: null,
          edits: 0,
        },
      ],
    });
  });
});

describe("marks and titles", () => {
  const put = (path: string, as: typeof ada, body: unknown) =>
    api.call("PUT", `/api/conversations/${path}`, { token: as.token, body });
  const found = async (as: typeof ada, title: string, shows = "current") =>
    (await get(`/api/conversations?q=${title}&shows=${shows}`, as)).body.items;

  it("C3 a mark is kept of the last turn read, never goes back, and the rest is counted as unread", async () => {
    const { circleId, turnIds } = await converse("Plums", ["Blue?", "Yellow."]);
    expect((await found(ben, "Plums"))[0].unreadCount).toBe(0);
    const read = (turnId: string | undefined) => put(`${circleId}/read`, ben, { turnId });
    expect((await read(turnIds[0])).body).toEqual({ turnId: null });
    expect((await found(ben, "Plums"))[0].unreadCount).toBe(1);
    expect((await get("/api/conversations/unread", ben)).body.items).toEqual([{ circleId, unreadCount: 1 }]);
    expect((await read(turnIds[1])).body).toEqual({ turnId: turnIds[0] });
    expect((await read(turnIds[0])).body).toEqual({ turnId: turnIds[1] });
    expect((await get("/api/conversations/unread", ben)).body.items).toEqual([]);
    expect((await get("/api/conversations/unread", ada)).body.items).toEqual([]);
  });

  it("C3 C1 what one may not hear is neither marked nor counted", async () => {
    const { circleId, turnIds } = await converse("Quinces", ["Hush", "Hush."], true);
    expect((await put(`${circleId}/read`, ben, { turnId: turnIds[0] })).status).toBe(404);
    expect((await put(`${circleId}/archived`, ben, { isArchived: true })).status).toBe(404);
    expect((await put(`${circleId}/read`, ada, { turnId: "none" })).status).toBe(404);
  });

  it("C8 everybody has an archive of their own, and takes conversations out again", async () => {
    const { circleId } = await converse("Medlars", ["Ripe?", "Rotten."]);
    expect((await put(`${circleId}/archived`, ben, { isArchived: true })).status).toBe(204);
    const counts = async (as: typeof ada) => [
      (await found(as, "Medlars")).length,
      (await found(as, "Medlars", "archived")).length,
    ];
    expect([await counts(ben), await counts(ada)]).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect((await get(`/api/conversations/${circleId}`, ben)).body.isArchived).toBe(true);
    await put(`${circleId}/archived`, ben, { isArchived: false });
    expect(await counts(ben)).toEqual([1, 0]);
  });

  it("C8 whoever opened it and facilitators give it another title, nobody else", async () => {
    const { circleId } = await converse("Topic as title", ["First", "Second"]);
    expect((await put(`${circleId}/title`, ben, { title: "Ben's" })).status).toBe(404);
    expect((await put(`${circleId}/title`, ada, { title: "" })).status).toBe(400);
    for (const [as, title] of [
      [ada, "Sloes"],
      [fay, "Sloes and gin"],
    ] as const) {
      expect((await put(`${circleId}/title`, as, { title })).status).toBe(204);
      const { body } = await get(`/api/conversations/${circleId}`, as);
      expect(body).toMatchObject({ title, topic: "Topic as title", mayTitle: true });
    }
  });
});

describe("GET /api/conversations/:circleId/export", () => {
  it("C8 exports as JSON, Markdown, CSV and HTML, harmless wherever they are opened", async () => {
    const { circleId } = await converse('<b>"Quotes" & more', [
      '=HYPERLINK("x"), she said',
      "<script>alert(1)</script>\n# not a title",
    ]);
    const download = (format: string) => get(`/api/conversations/${circleId}/export?format=${format}`, ben);

    const json = await download("json");
    expect(json.headers.get("content-disposition")).toBe("attachment; filename=b-Quotes-more.json");
    expect(json.body).toMatchObject({
      circleId,
      participants: [
        { name: "Ada", kind: "person" },
        { name: "Bruno", kind: "persona" },
      ],
    });
    const csv = await download("csv");
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.text).toContain(`,"'=HYPERLINK(""x""), she said",finished,`);
    const html = await download("html");
    expect(html.text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html.text).not.toContain("<script>");
    const markdown = await download("md");
    expect(markdown.text).toContain("- Participants: Ada (person), Bruno (persona)\n- Cost: $0.0025\n");
    expect(markdown.text).toContain("> \\<script\\>alert(1)\\</script\\>\n> \\# not a title");
  });

  it("C8 of a talk of many pages each file has every turn once, in order, subtitles as they began", async () => {
    const { circleId } = await converse("Long", ["First", "Second"]);
    // The last one began first.
    await api.database.em().execute(
      `insert into turns (id, workspace_id, owner_id, circle_id, position, speaker_id, speaker_name, speaker_kind, text, status,
         started_at, ended_at, input_tokens, output_tokens, cost_nano, voice)
       select ? || n, 'default', ?, ?, n, ?, 'Ada', 'person', 'Turn ' || n, 'finished',
         ?::timestamptz + case when n = 1203 then -1 else n end * interval '1 millisecond', null, 0, 0, 0, ''
       from generate_series(3, 1203) n`,
      [`${circleId}-`, ada.userId, circleId, ada.userId, at.toISOString()],
    );
    const read = async (format: (typeof EXPORT_FORMATS)[number]) => (await readDoor(circleId, format, ben)).text;
    const texts = ["First", "Second", ...Array.from({ length: 1201 }, (_, index) => `Turn ${index + 3}`)];
    for (const format of ["json", "csv", "md", "html", "docx"] as const)
      expect((await read(format)).match(/First|Second|Turn \d+/g), format).toEqual(texts);
    expect((await read("vtt")).match(/First|Second|Turn \d+/g)).toEqual([texts.at(-1), ...texts.slice(0, -1)]);
  });

  it("C8 an unknown format is refused, naming the field", async () => {
    const { circleId } = await converse("Figs", ["Ripe?", "Ripe."]);
    const { status, body } = await get(`/api/conversations/${circleId}/export?format=odt`, ben);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ path: "format" }]);
  });
});
