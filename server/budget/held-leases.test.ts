import { verbatim } from "../../schema/messages/message.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Payer } from "../../engine/scope/scope.ts";
import type { Reservation } from "../../engine/model/wrappers/reserve-money.ts";
import { IMPATIENT } from "../../test/budget/open-budgets-of-process.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { createReservationQueue, type LeaseAnswer } from "./reservation-queue.adapter.ts";
import { decideGrant } from "./decide-grant.ts";
import { IDLE_MS, HeldLeases, type LeaseRequest } from "./held-leases.ts";
import { renewLeases } from "./renew-leases.ts";

const ADA: Payer = { workspaceId: "w", userId: "ada" };
const CALL = testScope();
const HOUR_MS = 3_600_000;

/** Stands in for Postgres: one limit, leases, and rows whose cost is taken out of their lease. */
function createVault(limitNano: number) {
  const vault = { limitNano, spentNano: 0, leases: new Map<string, number>() };
  const heldNano = () => [...vault.leases.values()].reduce((sum, nano) => sum + nano, 0);
  return Object.assign(vault, {
    heldNano,
    lease({ leaseId, isNew, payer, neededNano, wantedNano }: LeaseRequest): LeaseAnswer {
      if (!isNew && !vault.leases.has(leaseId)) return { type: "lost" };
      const nano = decideGrant(vault.limitNano - vault.spentNano - heldNano(), neededNano, wantedNano);
      if (nano === null) return { type: "refused", reason: verbatim("used up") };
      vault.leases.set(leaseId, (vault.leases.get(leaseId) ?? 0) + nano);
      return { type: "granted", grant: { leaseId, payer, nano, usableMs: HOUR_MS, midnightMs: 24 * HOUR_MS } };
    },
    charge(leaseId: string | undefined, costNano: number) {
      vault.spentNano += costNano;
      if (leaseId !== undefined && vault.leases.has(leaseId))
        vault.leases.set(leaseId, Math.max(0, vault.leases.get(leaseId)! - costNano));
    },
  });
}

function createProcess(vault: ReturnType<typeof createVault>) {
  const clock = { now: 0 };
  let ids = 0;
  const heldLeases = new HeldLeases(
    () => clock.now,
    () => `lease-${vault.leases.size}-${(ids += 1)}`,
  );
  const queue = createReservationQueue({
    heldLeases,
    elapsed: () => clock.now,
    isLimited: () => true,
    lease: async (request) => vault.lease(request),
    recall: async () => undefined,
    patienceMs: IMPATIENT.patienceMs,
    reportError: (error) => {
      throw error;
    },
  });
  const giveBack = (which: "idle" | "free" | "all") => {
    for (const { leaseId, nano, ends } of heldLeases.takeSpare(which)) {
      vault.leases.set(leaseId, Math.max(0, vault.leases.get(leaseId)! - nano));
      if (ends && vault.leases.get(leaseId) === 0) {
        vault.leases.delete(leaseId);
        heldLeases.drop(leaseId);
      }
    }
  };
  return { heldLeases, queue, clock, giveBack };
}

test("L7 the first call leases for itself and one more; later ones reserve from memory without asking", async () => {
  const vault = createVault(1_000_000);
  const { queue, heldLeases, clock } = createProcess(vault);
  const first = await queue.reserve(ADA, 100, CALL);
  expect(vault.heldNano()).toBe(200);
  first.settle(90);
  vault.charge(first.leaseId, 90);
  expect(queue.reserve(ADA, 100, CALL)).not.toBeInstanceOf(Promise);
  for (let call = 0; call < 8; call++) await queue.reserve(ADA, 100, CALL);
  const held = vault.heldNano();
  expect(held).toBeGreaterThan(900); // busy payers get blocks
  clock.now += IDLE_MS;
  expect(heldLeases.takeSpare("idle")).toMatchObject([{ nano: held - 900, ends: false }]);
});

test("L7 towards the end of a budget a block is exactly the amount needed, so that nothing lies idle", () => {
  expect(decideGrant(99, 100, 1_000)).toBeNull();
  expect(decideGrant(1_000, 100, 1_000)).toBe(100);
  expect(decideGrant(32_000, 100, 500)).toBe(500);
  expect(decideGrant(32_000, 100, 5_000)).toBe(1_000);
});

test("L7 a lease is not used past its expiry or its day, and a reservation is closed once", async () => {
  const vault = createVault(1_000_000);
  const { queue, heldLeases, clock } = createProcess(vault);
  const kept = (await queue.reserve(ADA, 100, CALL)) as Reservation;
  kept.settle(40);
  kept.settle(40);
  kept.release();
  vault.charge(kept.leaseId, 40);
  expect(heldLeases.reserve(ADA, 160)).not.toBeNull();
  expect(heldLeases.reserve(ADA, 1)).toBeNull();
  clock.now += HOUR_MS;
  expect(heldLeases.reserve(ADA, 0)).toBeNull();
  const renewed = [...heldLeases.idsByWorkspace().values()].flat();
  heldLeases.renew(renewed, renewed, clock.now, HOUR_MS);
  expect(heldLeases.reserve(ADA, 0)).not.toBeNull();
  heldLeases.renew(renewed, [], clock.now, HOUR_MS);
  expect(heldLeases.reserve(ADA, 0)).toBeNull();
});

test("L7 a call that cost more than its reservation takes the rest out of the lease, and out of what others may reserve", () => {
  const heldLeases = new HeldLeases(
    () => 0,
    () => "lease",
  );
  heldLeases.add({ leaseId: "lease", payer: ADA, nano: 300, usableMs: HOUR_MS, midnightMs: 2 * HOUR_MS }, 0);
  const [dear, other] = [heldLeases.reserve(ADA, 100)!, heldLeases.reserve(ADA, 100)!];
  dear.settle(250);
  expect(heldLeases.reserve(ADA, 1)).toBeNull();
  // 50 are held and 100 reserved: the request includes the shortfall.
  expect(heldLeases.request(ADA, 30, 30)).toMatchObject({ neededNano: 80, isNew: false });
  other.release();
  expect(heldLeases.reserve(ADA, 51)).toBeNull();
  expect(heldLeases.reserve(ADA, 50)).not.toBeNull();
});

test("L7 a lease's time and its day count from the asking, however long the answer took", async () => {
  const [leaseMs, midnightMs, answerMs] = [1_000, 1_700, 400];
  const clock = { now: 0 };
  const heldLeases = new HeldLeases(
    () => clock.now,
    () => "lease",
  );
  const queue = createReservationQueue({
    heldLeases,
    elapsed: () => clock.now,
    isLimited: () => true,
    async lease({ leaseId, payer, wantedNano }) {
      clock.now += answerMs;
      return { type: "granted", grant: { leaseId, payer, nano: wantedNano, usableMs: leaseMs, midnightMs } };
    },
    recall: async () => undefined,
    patienceMs: IMPATIENT.patienceMs,
    reportError: (error) => {
      throw error;
    },
  });
  (await queue.reserve(ADA, 10, CALL)).release();
  clock.now = leaseMs - 1;
  expect(heldLeases.reserve(ADA, 10)).not.toBeNull();
  clock.now = leaseMs;
  expect(heldLeases.reserve(ADA, 0)).toBeNull();
  heldLeases.renew(["lease"], ["lease"], leaseMs - 1, leaseMs);
  clock.now = midnightMs - 1;
  expect(heldLeases.reserve(ADA, 0)).not.toBeNull();
  clock.now = midnightMs;
  expect(heldLeases.reserve(ADA, 0)).toBeNull();
});

test("L7 a renewal counts from its asking, too", async () => {
  const clock = { now: 0 };
  const heldLeases = new HeldLeases(
    () => clock.now,
    () => "lease",
  );
  heldLeases.add({ leaseId: "lease", payer: ADA, nano: 10, usableMs: 1_000, midnightMs: HOUR_MS }, 0);
  clock.now = 500;
  const leases = {
    async renew(_workspaceId: string, ids: string[]) {
      clock.now += 400;
      return ids;
    },
  };
  await renewLeases(heldLeases, leases, () => clock.now, 1_000);
  clock.now = 1_499;
  expect(heldLeases.reserve(ADA, 0)).not.toBeNull();
  clock.now = 1_500;
  expect(heldLeases.reserve(ADA, 0)).toBeNull();
});

test("L7 a smaller request than the refused one may still be admitted", async () => {
  const { queue } = createProcess(createVault(150));
  const outcomes = await Promise.allSettled([
    queue.reserve(ADA, 200, CALL),
    queue.reserve(ADA, 300, CALL),
    queue.reserve(ADA, 100, CALL),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
});

/** Stands in for a budget of which `leftNano` is not held. */
function createShortBudget() {
  const budget = { leftNano: 0 };
  const queue = createReservationQueue({
    heldLeases: new HeldLeases(
      () => 0,
      () => "lease",
    ),
    elapsed: () => 0,
    isLimited: () => true,
    async lease({ leaseId, payer, neededNano: nano }) {
      if (nano > budget.leftNano) return { type: "held" };
      budget.leftNano -= nano;
      return { type: "granted", grant: { leaseId, payer, nano, usableMs: HOUR_MS, midnightMs: HOUR_MS } };
    },
    recall: async () => undefined,
    patienceMs: { talk: HOUR_MS, decide: HOUR_MS, system: HOUR_MS, run: HOUR_MS, batch: HOUR_MS },
    reportError: (error) => {
      throw error;
    },
  });
  const release = async (nano: number) => {
    budget.leftNano += nano;
    queue.retry(ADA.workspaceId);
    await new Promise(setImmediate);
  };
  return { queue, release };
}

test("L7 calls wait in the order in which they came, so that small ones do not overtake a large one for ever", async () => {
  const { queue, release } = createShortBudget();
  const admitted: number[] = [];
  const all = [100, 10].map(async (nano) => {
    await queue.reserve(ADA, nano, CALL);
    admitted.push(nano);
  });
  await release(50);
  expect(admitted).toEqual([]);
  await release(60);
  await Promise.all(all);
  expect(admitted).toEqual([100, 10]);
});

test("L7 whoever no longer waits lets the next one go on, and keeps nothing", async () => {
  const { queue, release } = createShortBudget();
  const stop = new AbortController();
  const [large, small] = [queue.reserve(ADA, 100, { ...CALL, signal: stop.signal }), queue.reserve(ADA, 10, CALL)];
  await release(50);
  stop.abort();
  await expect(large).rejects.toMatchObject({ code: "aborted" });
  (await small).release();
  await release(50);
  await expect(queue.reserve(ADA, 100, CALL)).resolves.toBeDefined();
});

test("L7 without an answer from Postgres nothing is spent, and the next call asks again", async () => {
  const vault = createVault(1_000);
  const reported: unknown[] = [];
  let isDown = true;
  const queue = createReservationQueue({
    heldLeases: new HeldLeases(
      () => 0,
      () => "lease",
    ),
    elapsed: () => 0,
    isLimited: () => true,
    lease: async (request) => {
      if (isDown) throw new Error("no connection");
      return vault.lease(request);
    },
    recall: async () => undefined,
    patienceMs: IMPATIENT.patienceMs,
    reportError: (error) => void reported.push(error),
  });
  await expect(queue.reserve(ADA, 10, CALL)).rejects.toMatchObject({
    code: "budget",
    message: expect.stringMatching(/nothing is spent.*kept.*try again/),
  });
  expect(reported).toHaveLength(1);
  isDown = false;
  await expect(Promise.resolve(queue.reserve(ADA, 10, CALL))).resolves.toBeDefined();
});

const step = fc.oneof(
  fc.record({
    do: fc.constant("call" as const),
    process: fc.nat(2),
    user: fc.nat(2),
    nano: fc.integer({ min: 1, max: 400 }),
  }),
  fc.record({ do: fc.constant("settle" as const), nth: fc.nat(20), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ do: fc.constant("release" as const), nth: fc.nat(20) }),
  fc.record({ do: fc.constant("wait" as const), process: fc.nat(2), ms: fc.nat(2 * IDLE_MS) }),
  fc.record({ do: fc.constant("give-back" as const), process: fc.nat(2), which: fc.constantFrom("idle", "free") }),
);

test("L7 over any history of three processes nothing is overspent, and in the end nothing is held", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 40_000 }), fc.array(step, { maxLength: 60 }), async (limit, steps) => {
      const vault = createVault(limit);
      const processes = [0, 1, 2].map(() => createProcess(vault));
      const open: { reservation: Reservation; nano: number }[] = [];
      let spent = 0;
      for (const action of steps) {
        if (action.do === "call") {
          const payer = { workspaceId: "w", userId: `u${action.user}` };
          const reservation = await Promise.resolve(
            processes[action.process]!.queue.reserve(payer, action.nano, CALL),
          ).catch(() => null);
          if (reservation) open.push({ reservation, nano: action.nano });
        } else if (action.do === "settle" || action.do === "release") {
          const [closed] = open.splice(action.nth % Math.max(1, open.length), 1);
          if (!closed) continue;
          const cost = action.do === "settle" ? Math.floor(closed.nano * action.share) : 0;
          spent += cost;
          vault.charge(closed.reservation.leaseId, cost);
          closed.reservation.settle(cost);
        } else if (action.do === "wait") processes[action.process]!.clock.now += action.ms;
        else processes[action.process]!.giveBack(action.which as "idle" | "free");
        expect(vault.spentNano + vault.heldNano()).toBeLessThanOrEqual(limit);
        expect(open.reduce((sum, { nano }) => sum + nano, 0)).toBeLessThanOrEqual(vault.heldNano());
      }
      expect(vault.spentNano).toBe(spent);
      for (const { reservation } of open) reservation.release();
      for (const { giveBack } of processes) giveBack("all");
      expect(vault.leases.size).toBe(0);
    }),
    { numRuns: 200 },
  );
});
