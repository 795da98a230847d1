import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { openChangeBus, type ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { createConversationStore } from "../conversation/conversation.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { CircleTaken } from "./fence.store.ts";
import { openServerLease, type LeaseTimes, type ServerLease } from "./server-lease.process.ts";
import { createServerLeaseStore } from "./server-lease.store.ts";

const workspaceId = "default";
const QUICK: LeaseTimes = { leaseMs: 400, renewMs: 50 };
/** Never renews, like a stalled server. */
const STALLED: LeaseTimes = { leaseMs: 400, renewMs: 2 ** 31 - 1 };

let fresh: FreshDatabase;
let database: Database;
let bus: ChangeBus;
/** Places in which circles became free. */
let freed: string[];
let leases: ServerLease[];
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  bus = await openChangeBus(fresh.url, console.error);
  bus.subscribe("circles", { onChange: ({ placeId }) => void freed.push(placeId), onGap: () => undefined });
});
beforeEach(() => {
  freed = [];
  leases = [];
});
afterEach(async () => void (await Promise.all(leases.map((lease) => lease.close()))));
afterAll(async () => {
  await bus.close();
  await database.close();
  await fresh.drop();
});

async function open(times: LeaseTimes, isAlone = false): Promise<ServerLease> {
  const lease = await openServerLease(database, { isAlone, report: console.error }, times);
  leases.push(lease);
  return lease;
}
const storeOf = ({ id }: ServerLease) => createConversationStore(database, undefined, id);

async function openCircle(lease: ServerLease, placeId: string): Promise<string> {
  const id = newId();
  const talk = {
    topic: "Bread",
    title: "Bread",
    kind: "chat",
    mode: "auto",
    speed: 7,
    isPrivate: false,
    language: "en",
  };
  await storeOf(lease).openCircle({
    id,
    workspaceId,
    ownerId: null,
    placeId,
    ...talk,
    x: 1,
    z: 2,
    chatSessionId: null,
  });
  const member = { workspaceId, circleId: id, seat: 0 };
  await storeOf(lease).addMember({ ...member, id: newId(), memberId: "ada", memberKind: "person", memberName: "Ada" });
  await storeOf(lease).addMember({ ...member, id: newId(), memberId: "bo", memberKind: "persona", memberName: "Bo" });
  return id;
}

const turn = (circleId: string) => ({
  id: newId(),
  workspaceId,
  ownerId: null,
  circleId,
  speakerId: "bo",
  speakerName: "Bo",
  speakerKind: "persona",
  replyTo: null,
  witnesses: null,
  startedAt: new Date(),
  decision: null,
});
const END = { status: "finished" as const, inputTokens: 1, outputTokens: 1, costNano: 0, voice: "v", problem: null };
const whole = (started: ReturnType<typeof turn>) => ({ ...started, ...END, text: "Rye.", endedAt: new Date() });
const turnsOf = (circleId: string) =>
  database.em().execute("select text, status, problem from turns where circle_id = ? order by position", [circleId]);

test("C7 a living server's circles are its own; a dead one's are free, settled and announced, and one server gets them", async () => {
  const [dead, one, other] = [await open(STALLED), await open(QUICK), await open(QUICK)];
  const [theirs, alive] = [await openCircle(dead, "quay"), await openCircle(one, "quay")];
  await storeOf(dead).beginTurn(turn(theirs));
  expect(await storeOf(other).restore("quay", workspaceId)).toEqual([]);

  await expect.poll(() => freed).toContain("quay");
  expect(await turnsOf(theirs)).toMatchObject([{ status: "interrupted", problem: expect.stringContaining("stopped") }]);
  const taken = await Promise.all([one, other].map((lease) => storeOf(lease).restore("quay", workspaceId)));
  expect(taken.flat().map(({ circle }) => circle.id)).toEqual([theirs]);
  expect(taken.flat()[0]!.members.map(({ memberId }) => memberId)).toEqual(["bo"]);
  expect(await storeOf(one).changeCircle({ id: alive, workspaceId }, { speed: 3 })).toBeUndefined();
});

test("C7 O5 a server that had only stalled cannot write to circles taken over from it, nor open or claim any", async () => {
  const [stalled, living] = [await open(STALLED), await open(QUICK)];
  const circleId = await openCircle(stalled, "lawn");
  const [begun, late] = [turn(circleId), turn(circleId)];
  const store = storeOf(stalled);
  await store.beginTurn(begun);
  await expect.poll(() => freed).toContain("lawn");
  await storeOf(living).restore("lawn", workspaceId);

  const member = {
    id: newId(),
    workspaceId,
    circleId,
    memberId: "cy",
    memberKind: "persona",
    memberName: "Cy",
    seat: 1,
  };
  const attempts = [
    store.commitTurn(whole(begun)),
    store.commitTurn(whole(late)),
    store.beginTurn(turn(circleId)),
    store.changeCircle({ id: circleId, workspaceId }, { speed: 1 }),
    store.addMember(member),
    store.removeMember({ id: circleId, workspaceId }, "bo", new Date()),
    store.endCircle({ id: circleId, workspaceId }, new Date()),
    openCircle(stalled, "lawn"),
    store.restore("lawn", workspaceId),
  ];
  const results = await Promise.allSettled(attempts);
  expect(results.map((result) => "reason" in result && result.reason.constructor)).toEqual(
    attempts.map(() => CircleTaken),
  );
  expect(await turnsOf(circleId)).toMatchObject([{ text: "", status: "interrupted" }]);
  await storeOf(living).commitTurn(whole(late));
  expect(await turnsOf(circleId)).toMatchObject([{ status: "interrupted" }, { text: "Rye.", status: "finished" }]);
});

test("C7 a server that lost its lease notices, and continues under a new id", async () => {
  const sleeper = await open(QUICK);
  const first = sleeper.id;
  const lost: number[] = [];
  sleeper.onLost(async () => void lost.push(sleeper.id));
  // As other servers do to one whose lease has expired.
  await createServerLeaseStore(database, QUICK.leaseMs).resign(first);
  await expect.poll(() => lost).toHaveLength(1);
  expect(lost).toEqual([sleeper.id]);
  expect(sleeper.id).not.toBe(first);
  await openCircle(sleeper, "pier");
});

/** As an outage of the database leaves it: nobody could renew. */
const expireAll = () => database.em().execute("update servers set expires_at = now() - interval '1 min'");
async function untilRenewed({ id }: ServerLease, times: number): Promise<void> {
  const expiry = async () =>
    (await database.em().execute<{ at: string }[]>("select expires_at::text as at from servers where id = ?", [id]))[0]!
      .at;
  for (let count = 0; count < times; count++) {
    const before = await expiry();
    await expect.poll(expiry, { interval: 10 }).not.toBe(before);
  }
}

test("C7 O5 after a database outage, when every lease has expired, no live server is declared dead, however late it renews", async () => {
  const unhurried: LeaseTimes = { leaseMs: 3_600_000, renewMs: 20 };
  const [early, late] = [await open(unhurried), await open(STALLED)];
  const circle = await openCircle(late, "mill");
  await expireAll();
  await untilRenewed(early, 4);
  await createServerLeaseStore(database, STALLED.leaseMs).renew(late.id);
  await storeOf(late).changeCircle({ id: circle, workspaceId }, { speed: 2 });
  expect(freed).not.toContain("mill");
});

test("C7 O5 after a database outage, a server that does not renew for as long as a lease is dead", async () => {
  const [, gone] = [await open(QUICK), await open(STALLED)];
  await openCircle(gone, "weir");
  await expireAll();
  await expect.poll(() => freed).toContain("weir");
});

test("C7 circles of a server that shut down in order are free at once; a server alone with its data waits for no lease", async () => {
  const ending = await open(STALLED);
  await openCircle(ending, "dock");
  await ending.close();
  await expect.poll(() => freed).toContain("dock");
  const crashed = await open({ ...STALLED, leaseMs: 3_600_000 });
  await openCircle(crashed, "dock");
  const alone = await open(QUICK, true);
  expect(await storeOf(alone).restore("dock", workspaceId)).toHaveLength(2);
});
