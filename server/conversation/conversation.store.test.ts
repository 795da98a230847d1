import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { principalOf } from "../../engine/scope/scope.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { message } from "../../schema/messages/message.ts";
import { freeAllCircles } from "../../test/circle/free-all-circles.ts";
import { MembershipRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { MemoryRow } from "../../schema/tables/persona.table.ts";
import { User } from "../../schema/tables/account.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { createCompany } from "../../test/memory/create-company.ts";
import { witnessed } from "../../test/memory/witnessed.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { createLedger, type Ledger } from "../ledger/ledger.store.ts";
import { createConversationStore, type NewTurn, type WholeTurn } from "./conversation.store.ts";

let fresh: FreshDatabase;
let database: Database;
const workspaceId = "default";
const at = new Date("2026-05-01T12:00:00Z");

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  await database.em().insert(User, {
    id: "ada",
    workspaceId,
    name: "Ada",
    kind: "guest",
    role: "guest",
    email: null,
    passwordHash: null,
    colour: "#aa3333",
  });
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const openCircle = async (store: ReturnType<typeof createConversationStore>, placeId = "plaza"): Promise<string> => {
  const id = randomUUID();
  const row = {
    id,
    workspaceId,
    ownerId: "ada",
    placeId,
    topic: "bread",
    title: "bread",
    kind: "chat",
    mode: "auto",
    speed: 7,
  };
  await store.openCircle({ ...row, isPrivate: false, language: "en", x: 0, z: 0, chatSessionId: null });
  return id;
};
const turn = (circleId: string): NewTurn => ({
  id: randomUUID(),
  workspaceId,
  ownerId: "ada",
  circleId,
  speakerId: "bruno",
  speakerName: "Bruno",
  speakerKind: "persona",
  replyTo: null,
  witnesses: null,
  startedAt: at,
  decision: null,
});
const whole = (begun: NewTurn, text: string): WholeTurn => ({
  ...begun,
  text,
  status: "finished",
  inputTokens: 3,
  outputTokens: 5,
  costNano: 11,
  voice: "a/b",
  problem: null,
  endedAt: at,
});
const callRecord = (circleId: string, outcome = "finished"): CallRecord => ({
  id: newId(),
  at: at.toISOString(),
  route: { provider: "p", model: "m", local: false },
  why: message("why-model-setting"),
  context: { task: "speak", workspaceId, circleId },
  usage: NO_USAGE,
  cost: { totalNano: 1, breakdown: { input: 1, output: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 } },
  outcome: outcome as CallRecord["outcome"],
});
const turnsOf = (circleId: string) => database.em().find(TurnRow, { circleId }, { orderBy: { position: "asc" } });

describe("conversation store", () => {
  it("C7 gives turns that come at once positions from 1 without gaps", async () => {
    const store = createConversationStore(database);
    const circleId = await openCircle(store);
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        index % 2 ? store.beginTurn(turn(circleId)) : store.commitTurn(whole(turn(circleId), `${index}`)),
      ),
    );
    expect((await turnsOf(circleId)).map(({ position }) => position)).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
  });

  it("C7 stores a turn's end once, however often it is tried", async () => {
    const store = createConversationStore(database);
    const circleId = await openCircle(store);
    const begun = turn(circleId);
    await store.beginTurn(begun);
    await store.savePartial({ id: circleId, workspaceId }, begun.id, { text: "Bread", witnesses: null });
    await Promise.all([store.commitTurn(whole(begun, "Bread.")), store.commitTurn(whole(begun, "Bread."))]);
    await store.savePartial({ id: circleId, workspaceId }, begun.id, { text: "too late", witnesses: null });
    expect(await turnsOf(circleId)).toMatchObject([{ status: "finished", text: "Bread.", position: 1, costNano: 11 }]);
  });

  it("M4 O5 a turn and what is remembered of it are one commit, once, however often it is tried", async () => {
    const company = await createCompany(database);
    const store = createConversationStore(database);
    const said = turn(await openCircle(store));
    const memory = { ...witnessed(company, "Sam said: Bread."), circleId: said.circleId, turnId: said.id };
    const again = { ...memory, id: newId() };
    await store.beginTurn(said);
    await store.commitTurn(whole(said, "Bread."), { memories: [memory] });
    await store.commitTurn(whole(said, "Bread."), { memories: [again] });
    const commits = {
      name: "commits-of-memories",
      text: `select m.id, m.xmin = t.xmin as together from memories m join turns t on t.id = m.turn_id where t.id = $1`,
    };
    expect(await database.query(commits, [said.id])).toEqual([{ id: memory.id, together: true }]);
  });

  it("C7 O5 a turn is stored although a persona, or the person it is about, has gone meanwhile", async () => {
    const company = await createCompany(database);
    const store = createConversationStore(database);
    const said = turn(await openCircle(store));
    const memories = [
      witnessed({ ...company, personaId: "gone" }, "Sam said: Bread."),
      witnessed({ ...company, userId: "gone" }, "Sam said: Bread."),
    ];
    await store.commitTurn(whole(said, "Bread."), { memories });
    expect(await turnsOf(said.circleId)).toHaveLength(1);
    expect(await database.em().count(MemoryRow, { personaId: { $in: [company.personaId, "gone"] } })).toBe(0);
  });

  describe("with a ledger", () => {
    let ledger: Ledger;
    let store: ReturnType<typeof createConversationStore>;
    beforeAll(() => {
      ledger = createLedger(database, () => undefined);
      store = createConversationStore(database, ledger.flushWith);
    });
    afterAll(() => ledger.close());
    const commitsOf = async (table: "turns" | "ledger", ids: string[]): Promise<unknown[]> => {
      const commits = { name: `commits-of-${table}`, text: `select xmin::text from ${table} where id = any($1)` };
      return (await database.query<{ xmin: string }>(commits, [ids])).map(({ xmin }) => xmin);
    };

    it("O5 L6 a turn and the calls made for it are one commit", async () => {
      const circleId = await openCircle(store);
      const [calls, said] = [[callRecord(circleId), callRecord(circleId)], turn(circleId)];
      calls.forEach(ledger.recordCall);
      await store.commitTurn(whole(said, "Bread."));
      const [ofTurn] = await commitsOf("turns", [said.id]);
      expect(
        await commitsOf(
          "ledger",
          calls.map(({ id }) => id),
        ),
      ).toEqual([ofTurn, ofTurn]);
    });

    it("O5 L6 a turn that cannot be stored loses none of its calls", async () => {
      const [call, nowhere] = [callRecord("no-circle"), turn("no-circle")];
      ledger.recordCall(call);
      await expect(store.commitTurn(whole(nowhere, "Bread."))).rejects.toThrow("is no longer held");
      expect(await commitsOf("ledger", [call.id])).toHaveLength(1);
    });

    it("O5 L6 a call that Postgres refuses holds back neither the turn nor other calls", async () => {
      const circleId = await openCircle(store);
      const [call, refused, said] = [callRecord(circleId), callRecord(circleId, "vanished"), turn(circleId)];
      [refused, call].forEach(ledger.recordCall);
      await store.commitTurn(whole(said, "Bread."));
      expect(await commitsOf("turns", [said.id])).toHaveLength(1);
      expect(await commitsOf("ledger", [call.id])).toHaveLength(1);
    });

    it("O5 C7 of hundreds of calls and turns at once each is stored once", async () => {
      const circleId = await openCircle(store);
      const [calls, turns] = [
        Array.from({ length: 700 }, () => callRecord(circleId)),
        Array.from({ length: 40 }, () => turn(circleId)),
      ];
      calls.forEach(ledger.recordCall);
      await Promise.all(turns.map((one) => store.commitTurn(whole(one, "Bread."))));
      expect(
        await commitsOf(
          "ledger",
          calls.map(({ id }) => id),
        ),
      ).toHaveLength(700);
      expect((await turnsOf(circleId)).map(({ position }) => position)).toEqual(turns.map((_, index) => index + 1));
    });
  });

  it("C7 a restart restores open circles, marks half-spoken turns, and duplicates nobody", async () => {
    const circleId = await openCircle(createConversationStore(database), "garden");
    const before = createConversationStore(database);
    const members = [
      { memberId: "ada", memberKind: "person", memberName: "Ada", seat: 0 },
      { memberId: "bruno", memberKind: "persona", memberName: "Bruno", seat: 1 },
    ];
    for (const member of members) await before.addMember({ id: randomUUID(), workspaceId, circleId, ...member });
    await before.addMember({ id: randomUUID(), workspaceId, circleId, ...members[1]! });
    const said = turn(circleId);
    await before.commitTurn(whole(said, "Good morning."));
    await before.addReaction(principalOf(workspaceId, "ada"), { turnId: said.id, emoji: "👍", circleId });
    await before.addReaction(principalOf(workspaceId, "ada"), { turnId: said.id, emoji: "👍", circleId });
    const halfSpoken = turn(circleId);
    await before.beginTurn(halfSpoken);
    await before.savePartial({ id: circleId, workspaceId }, halfSpoken.id, { text: "I was about to", witnesses: null });

    const after = createConversationStore(database);
    await freeAllCircles(database);
    const [restored, ...others] = await after.restore("garden", workspaceId);
    expect(others).toEqual([]);
    expect(restored).toMatchObject({
      circle: { id: circleId, topic: "bread" },
      members: [{ memberId: "bruno", seat: 1 }],
      people: ["ada"],
      turns: [
        { id: said.id, text: "Good morning.", status: "finished", reactions: { "👍": ["ada"] } },
        { id: halfSpoken.id, text: "I was about to", status: "interrupted" },
      ],
    });
    expect((await turnsOf(circleId))[1]?.problem).toContain("The server stopped");

    await after.endCircle({ id: circleId, workspaceId }, at);
    expect(await createConversationStore(database).restore("garden", workspaceId)).toEqual([]);
    expect(await database.em().count(MembershipRow, { circleId, leftAt: null })).toBe(0);
  });
});
