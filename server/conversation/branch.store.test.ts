/** C8: what a branch takes over, and from whom it is kept. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createConversationStore } from "./conversation.store.ts";

type Someone = { userId: string };

let api: TestApi;
let ada: Someone;
let ben: Someone;
const workspaceId = "default";
const MINUTE_MS = 60_000;
const NOON = Date.UTC(2026, 4, 1, 12);
const at = (minute: number) => new Date(NOON + minute * MINUTE_MS);

beforeAll(async () => {
  api = await startTestApi(() => []);
  [ada, ben] = [await api.signIn("Ada"), await api.signIn("Ben")];
  await api.database.em().execute(
    `insert into personas (id, workspace_id, name, draft, place_id)
     select id, 'default', id, '{}', 'plaza' from unnest(array['mira', 'bruno']) as id`,
  );
});
afterAll(() => api.close());

const execute = (sql: string, values: unknown[] = []) =>
  api.database.em().execute<Record<string, unknown>[]>(sql, values);

/** Ada and Mira from the start, Bruno from minute 4. Ada says "One" at 1, Mira answers "Two" at 2, Ada says "Three" at 5. */
async function converse(isPrivate: boolean) {
  const store = createConversationStore(api.database);
  const id = newId();
  const key = { id, workspaceId };
  const circle = {
    placeId: "plaza",
    topic: "Tea",
    title: "Tea",
    kind: "debate",
    mode: "auto",
    speed: 7,
    language: "en",
  };
  await store.openCircle({ ...key, ...circle, ownerId: ada.userId, isPrivate, x: 3, z: 4, chatSessionId: null });
  const people = [
    { memberId: ada.userId, memberKind: "person", from: 0 },
    { memberId: "mira", memberKind: "persona", from: 0 },
    { memberId: "bruno", memberKind: "persona", from: 4 },
  ];
  for (const [seat, { from, ...member }] of people.entries()) {
    await store.addMember({ ...key, id: newId(), circleId: id, memberName: member.memberId, seat, ...member });
    await execute("update memberships set joined_at = ? where circle_id = ? and member_id = ?", [
      at(from),
      id,
      member.memberId,
    ]);
  }
  const turnIds: string[] = [];
  const say = async (minute: number, speakerId: string, text: string, replyTo: string | null) => {
    const turnId = newId();
    await store.commitTurn({
      id: turnId,
      workspaceId,
      ownerId: ada.userId,
      circleId: id,
      replyTo,
      decision: null,
      speakerId,
      speakerName: speakerId,
      speakerKind: speakerId === "mira" ? "persona" : "person",
      text,
      witnesses: isPrivate ? [ada.userId] : null,
      inputTokens: 7,
      outputTokens: 7,
      costNano: 7,
      voice: "",
      problem: null,
      status: "finished",
      startedAt: at(minute),
      endedAt: at(minute),
    });
    turnIds.push(turnId);
    return turnId;
  };
  const first = await say(1, ada.userId, "One.", null);
  await say(2, "mira", "Two.", first);
  await say(5, ada.userId, "Three.", null);
  const branch = async (turnId: string, by: Someone) => {
    const branchId = newId();
    const wish = { id: branchId, circleId: id, turnId };
    return { branchId, personaIds: await store.branch(principalOf(workspaceId, by.userId), wish) };
  };
  return { id, turnIds, branch, store };
}

describe("branches", () => {
  it("C8 a branch takes over what was said up to its turn, free of charge, with its replies, topic, kind and the personas of then", async () => {
    const { id, turnIds, branch } = await converse(false);
    const before = await execute("select * from turns where circle_id = ? order by position", [id]);
    const { branchId, personaIds } = await branch(turnIds[1]!, ben);
    expect(personaIds).toEqual(["mira"]);
    expect(
      await execute("select topic, kind, is_private, owner_id, branched_from, branched_at from circles where id = ?", [
        branchId,
      ]),
    ).toEqual([
      {
        topic: "Tea",
        kind: "debate",
        is_private: false,
        owner_id: ben.userId,
        branched_from: id,
        branched_at: turnIds[1],
      },
    ]);
    const taken = await execute(
      "select id, text, position, cost_nano::int as cost, reply_to from turns where circle_id = ? order by position",
      [branchId],
    );
    expect(taken).toEqual([
      { id: `${turnIds[0]}~${branchId}`, text: "One.", position: 1, cost: 0, reply_to: null },
      { id: `${turnIds[1]}~${branchId}`, text: "Two.", position: 2, cost: 0, reply_to: `${turnIds[0]}~${branchId}` },
    ]);
    expect(await execute("select * from turns where circle_id = ? order by position", [id])).toEqual(before);
  });

  it("C8 what had been edited is marked in a branch too, with its former wordings, and is edited there apart", async () => {
    const { id, turnIds, branch } = await converse(false);
    const edit = (turnId: string, text: string, seen: number) =>
      api.database.inScope(principalOf(workspaceId, ada.userId), (em) =>
        em.execute<{ state: string }[]>("select state from scope_edit_turn(?, ?, ?, 'Ada')", [turnId, text, seen]),
      );
    const marked = (circleId: string) =>
      execute("select text, edits from turns where circle_id = ? order by position limit 1", [circleId]);
    const wordings = async (circleId: string, by: Someone) =>
      api.database.inScope(principalOf(workspaceId, by.userId), (em) =>
        em.execute<object[]>("select number, text, by_name from turn_wordings where circle_id = ? order by number", [
          circleId,
        ]),
      );
    expect(await edit(turnIds[0]!, "One, or two.", 0)).toEqual([{ state: "edited" }]);
    const { branchId } = await branch(turnIds[1]!, ben);
    const former = [
      { number: 0, text: "One.", by_name: ada.userId },
      { number: 1, text: "One, or two.", by_name: "Ada" },
    ];
    expect(await marked(branchId)).toEqual([{ text: "One, or two.", edits: 1 }]);
    expect(await wordings(branchId, ben)).toEqual(former);

    expect(await edit(`${turnIds[0]}~${branchId}`, "Two.", 1)).toEqual([{ state: "edited" }]);
    expect(await wordings(branchId, ben)).toEqual([...former, { number: 2, text: "Two.", by_name: "Ada" }]);
    expect(await marked(id)).toEqual([{ text: "One, or two.", edits: 1 }]);
    const { branchId: twice } = await branch(turnIds[1]!, ada);
    expect(await wordings(twice, ben)).toEqual(former);
  });

  it("C1 C8 nobody branches from what they may not read", async () => {
    const { branch, turnIds, id } = await converse(true);
    expect((await branch(turnIds[1]!, ben)).personaIds).toBeNull();
    expect((await branch("none", ada)).personaIds).toBeNull();
    expect(await execute("select id from circles where branched_from = ?", [id])).toEqual([]);
    expect((await branch(turnIds[1]!, ada)).personaIds).toEqual(["mira"]);
  });

  it("C8 M7 stances and their moves are those of then, and each trait what it was before it changed", async () => {
    const { id, turnIds, branch, store } = await converse(false);
    const form = (topic: string, minute: number) =>
      execute(
        `insert into stances (circle_id, persona_id, topic, workspace_id, position, strength, changed_by, formed_at)
         values (?, 'mira', ?, 'default', 'for', 0.5, 'proof', ?)`,
        [id, topic, at(minute)],
      );
    await form("Tea", 1);
    await form("Coffee", 9);
    for (const [index, words] of ["One", "Three"].entries())
      await execute(
        `insert into stance_moves (circle_id, persona_id, topic, turn_id, workspace_id, words, towards, moved_at)
         values (?, 'mira', 'Tea', ?, 'default', ?, 'against', ?)`,
        [id, turnIds[index * 2], words, at(index * 4 + 1)],
      );
    const change = (key: string, minute: number, was: number | null, is: number | null, undone: number | null = null) =>
      execute(
        `insert into trait_changes (id, workspace_id, persona_id, trait_key, name, description, intensity_before, intensity_after, source, created_at, undone_at)
         values (?, 'default', 'mira', ?, ?, '', ?, ?, 'hand', ?, ?)`,
        [newId(), key, key, was, is, at(minute), undone === null ? null : at(undone)],
      );
    await change("bold", 1, null, 0.3);
    await change("bold", 6, 0.3, 0.8);
    await change("bold", 7, 0.8, 0.9);
    await change("shy", 8, null, 0.4);
    await change("dry", 0, 0.1, 0.6, 9);

    const { branchId } = await branch(turnIds[1]!, ada);
    expect(await execute("select topic from stances where circle_id = ?", [branchId])).toEqual([{ topic: "Tea" }]);
    expect(await execute("select turn_id, words from stance_moves where circle_id = ?", [branchId])).toEqual([
      { turn_id: `${turnIds[0]}~${branchId}`, words: "One" },
    ]);
    const { circle } = (await store.restore("plaza", workspaceId)).find((stored) => stored.circle.id === branchId)!;
    expect(circle.mindsAsOf).toEqual(at(2));
    expect(circle.traitsThen).toEqual(
      expect.arrayContaining([
        { personaId: "mira", id: "bold", name: "bold", description: "", intensity: 0.3 },
        { personaId: "mira", id: "shy", name: "shy", description: "", intensity: null },
        { personaId: "mira", id: "dry", name: "dry", description: "", intensity: 0.6 },
      ]),
    );
  });
});
