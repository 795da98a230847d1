/** W11 C8: what of a stored conversation is walked through again, and by whom. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Look } from "../../schema/messages/look.ts";
import { Replay } from "../../schema/messages/replay.ts";
import { toPose, toPosture } from "../../schema/rules/replay/pose.ts";
import { decodeTrack, poseAt } from "../../schema/rules/replay/track.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createConversationReading } from "./conversation-reading.store.ts";
import { createConversationStore } from "./conversation.store.ts";
import { createReplayReading } from "./replay-reading.store.ts";
import { replayRoutes } from "./replay.route.ts";

type Someone = { token: string; userId: string };

let api: TestApi;
let ada: Someone;
let ben: Someone;
let fay: Someone;
const workspaceId = "default";
const LOOK: Look = { palette: ["#112233", "#445566", "#778899"], silhouette: "slender" };

beforeAll(async () => {
  api = await startTestApi((database) =>
    replayRoutes(createReplayReading(database, createConversationReading(database), async () => undefined)),
  );
  [ada, ben, fay] = [await api.signIn("Ada"), await api.signIn("Ben"), await api.signIn("Fay", "facilitator")];
});
afterAll(() => api.close());

async function read(circleId: string, { token }: Someone): Promise<Replay> {
  const { status, text, body } = await api.call("GET", `/api/conversations/${circleId}/replay`, { token });
  expect([status, status === 200 ? "" : text]).toEqual([200, ""]);
  return Replay.parse(body);
}

/** Opened by Ada, with Bruno, a persona; `at` is a minute of its first hour. */
async function open(isPrivate = false) {
  const store = createConversationStore(api.database);
  const id = newId();
  const at = (minute: number) => new Date(Date.UTC(2026, 4, 1, 12, minute));
  const circle = { placeId: "plaza", topic: "Tea", title: "Tea", kind: "chat", mode: "auto", speed: 7, language: "en" };
  const key = { id, workspaceId };
  await store.openCircle({ ...key, ...circle, ownerId: ada.userId, isPrivate, x: 3, z: 4, chatSessionId: null });
  const join = async (memberId: string, memberName: string, memberKind: string, from: number, until: number | null) => {
    await store.addMember({
      ...key,
      id: newId(),
      circleId: id,
      memberId,
      memberName,
      memberKind,
      seat: from,
      look: LOOK,
    });
    await api.database
      .em()
      .execute("update memberships set joined_at = ?, left_at = ? where circle_id = ? and member_id = ?", [
        at(from),
        until === null ? null : at(until),
        id,
        memberId,
      ]);
  };
  const say = async (
    minute: number,
    text: string,
    witnesses: string[] | null,
    by = { id: ada.userId, name: "Ada" },
  ) => {
    const turn = { speakerId: by.id, speakerName: by.name, speakerKind: "person", text, witnesses };
    const spent = {
      inputTokens: 0,
      outputTokens: 0,
      costNano: 0,
      voice: "",
      problem: null,
      status: "finished" as const,
    };
    const [turnId, when] = [newId(), { startedAt: at(minute), endedAt: at(minute) }];
    const base = { id: turnId, workspaceId, ownerId: by.id, circleId: id, replyTo: null, decision: null };
    await store.commitTurn({ ...base, ...turn, ...spent, ...when });
    return turnId;
  };
  const move = (minute: number, members: string[], witnesses: string[] | null) =>
    store.addMotion(key, {
      startedAt: at(minute),
      members,
      witnesses,
      poses: members.map((_, index) =>
        [0, 1, 2].map((step) => toPose({ x: index + step, z: 1, yaw: 0, gesture: "nod" })),
      ),
    });
  await join(ada.userId, "Ada", "person", 0, null);
  await join("bruno", "Bruno", "persona", 1, null);
  return { id, join, say, move };
}

describe("GET /api/conversations/:circleId/replay", () => {
  it("W11 C8 answers who sat where with which look, what was said, and the motion as it was recorded", async () => {
    const { id, say, move } = await open();
    const turnId = await say(2, "Jasmine.", null);
    await move(1, [ada.userId, "bruno"], null);
    const replay = await read(id, ben);
    expect(replay).toMatchObject({ placeId: "plaza", title: "Tea", language: "en", x: 3, z: 4, isPrivate: false });
    expect(replay.members.map(({ name, look, stays }) => [name, look, stays[0]!.seat])).toEqual([
      ["Ada", LOOK, 0],
      ["Bruno", LOOK, 1],
    ]);
    expect(replay.turns).toMatchObject([{ id: turnId, text: "Jasmine." }]);
    const [motion] = replay.motions;
    expect(motion).toMatchObject({ samples: 3, members: [ada.userId, "bruno"] });
    const track = decodeTrack(Buffer.from(motion!.tracks[1]!, "base64"));
    expect(toPosture(poseAt(track, 2)!)).toEqual({ x: 3, z: 1, yaw: 0, gesture: "nod" });
  });

  it("C1 W11 of a private circle a former member gets only what was there while they were; others nothing; facilitators all", async () => {
    const { id, join, say, move } = await open(true);
    await say(2, "Before.", [ada.userId]);
    await move(2, [ada.userId, "bruno"], [ada.userId]);
    await join(ben.userId, "Ben", "person", 5, 8);
    await say(6, "While.", [ada.userId, ben.userId]);
    await move(6, [ada.userId, "bruno", ben.userId], [ada.userId, ben.userId]);
    await join("late", "Latecomer", "person", 9, null);
    await move(9, [ada.userId, "bruno", "late"], [ada.userId, "late"]);

    const his = await read(id, ben);
    expect(his.turns.map(({ text }) => text)).toEqual(["While."]);
    expect(his.members.map(({ name }) => name).toSorted()).toEqual(["Ada", "Ben", "Bruno"]);
    expect(his.members[0]!.stays).toMatchObject([
      { from: "2026-05-01T12:05:00.000Z", until: "2026-05-01T12:08:00.000Z" },
    ]);
    expect(his.motions.map(({ startedAt }) => startedAt)).toEqual(["2026-05-01T12:06:00.000Z"]);
    expect(await read(id, fay)).toMatchObject({ motions: [{}, {}, {}], turns: [{}, {}], members: [{}, {}, {}, {}] });
    const stranger = await api.signIn("Stranger");
    expect((await api.call("GET", `/api/conversations/${id}/replay`, { token: stranger.token })).status).toBe(404);
  });

  it("C9 W11 somebody who withdrew from a session is not in its replay; its sections are, and pins for facilitators alone", async () => {
    const { id, join, say, move } = await open(true);
    await join(ben.userId, "Ben", "person", 1, 3);
    const kept = await say(2, "Mine stays.", [ada.userId, ben.userId]);
    await say(2, "Mine goes.", [ada.userId, ben.userId], { id: ben.userId, name: "Ben" });
    await move(2, [ada.userId, ben.userId, "bruno"], [ada.userId, ben.userId]);
    const em = api.database.em();
    const session = newId();
    const plan = JSON.stringify({ guide: [{ title: "Warm up" }, { title: "Needs" }] });
    await em.execute(
      `insert into sessions (id, workspace_id, owner_id, plan, status, circle_id) values (?, 'default', ?, ?, 'ended', ?)`,
      [session, fay.userId, plan, id],
    );
    await em.execute(
      `insert into session_people (session_id, workspace_id, user_id, role, status) values
        (?, 'default', ?, 'participant', 'admitted'), (?, 'default', ?, 'participant', 'withdrawn')`,
      [session, ada.userId, session, ben.userId],
    );
    const record = (action: string, details: object) =>
      em.execute(
        `insert into session_records (id, session_id, workspace_id, actor_id, actor_name, action, details)
         values (?, ?, 'default', ?, 'Fay', ?, ?)`,
        [newId(), session, fay.userId, action, JSON.stringify(details)],
      );
    await record("started", {});
    await record("section-changed", { section: 1 });
    await record("pinned", { turnId: kept, quotation: "Mine stays.", text: "Note this" });

    const hers = await read(id, ada);
    expect(hers.turns.map(({ text }) => text)).toEqual(["Mine stays."]);
    expect(hers.members.map(({ name }) => name)).toEqual(["Ada", "Bruno"]);
    expect(hers.motions[0]!.members).toEqual([ada.userId, "bruno"]);
    expect(hers.motions[0]!.tracks).toHaveLength(2);
    expect(hers.sections.map(({ title }) => title)).toEqual(["Warm up", "Needs"]);
    expect(hers.pins).toEqual([]);
    expect((await read(id, fay)).pins).toEqual([{ turnId: kept, note: "Note this" }]);
  });

  it("C8 the motion of a conversation goes with it", async () => {
    const { id, move } = await open();
    await move(1, [ada.userId, "bruno"], null);
    await api.database.em().execute("delete from circles where id = ?", [id]);
    expect(await api.database.em().execute("select from circle_motions where circle_id = ?", [id])).toEqual([]);
  });
});
