/**
 * This process's share of its workspaces' money, in memory: calls reserve from it without a request to
 * Postgres. A lease is for one payer and one day (UTC). Times are ms of a monotonic clock.
 */
import type { Payer } from "../../engine/scope/scope.ts";
import type { Reservation } from "../../engine/model/wrappers/reserve-money.ts";
import { payerKey } from "./payer.ts";

type Lease = {
  readonly id: string;
  readonly payer: Payer;
  /** What Postgres holds for us, minus what was settled since. */
  heldNano: number;
  reservedNano: number;
  reservations: number;
  /** Until then it is neither expired nor of a past day. */
  usableUntil: number;
  /** When its day ends. */
  midnightAt: number;
  usedAt: number;
  askedAt: number;
  /** How many calls the next block should last for. */
  blockCalls: number;
};

/** A request to Postgres: `neededNano` is the shortfall for a call that may cost `amountNano`. */
export type LeaseRequest = {
  leaseId: string;
  isNew: boolean;
  payer: Payer;
  amountNano: number;
  neededNano: number;
  wantedNano: number;
};
export type LeaseGrant = { leaseId: string; payer: Payer; nano: number; usableMs: number; midnightMs: number };
export type GiveBack = { leaseId: string; workspaceId: string; nano: number; ends: boolean };

export type Spare = "idle" | "free" | "all";

/** Calls rarely cost as much as is held for them: with two held, the next ones need no request. */
const FIRST_BLOCK_CALLS = 2;
/** A payer that asks again within this time gets twice as much. */
const BUSY_MS = 2_000;
const LARGEST_BLOCK_CALLS = 64;
/** A lease unused for this long is given back. */
export const IDLE_MS = 30_000;

export class HeldLeases {
  readonly #elapsed: () => number;
  readonly #newId: () => string;
  readonly #onSettled: (workspaceId: string) => void;
  readonly #leases = new Map<string, Lease>();
  readonly #current = new Map<string, Lease>();

  /** `onSettled` is called when a call has settled or released what it reserved. */
  constructor(elapsed: () => number, newId: () => string, onSettled: (workspaceId: string) => void = () => undefined) {
    this.#elapsed = elapsed;
    this.#newId = newId;
    this.#onSettled = onSettled;
  }

  /** Null when a lease is needed first. */
  reserve(payer: Payer, amountNano: number): Reservation | null {
    const lease = this.#usable(payer);
    if (!lease || freeNano(lease) < amountNano) return null;
    lease.reservedNano += amountNano;
    lease.reservations += 1;
    lease.usedAt = this.#elapsed();
    let isOpen = true;
    const close = (costNano: number) => {
      if (!isOpen) return;
      isOpen = false;
      lease.reservedNano -= amountNano;
      lease.reservations -= 1;
      lease.heldNano = Math.max(0, lease.heldNano - costNano);
      this.#onSettled(payer.workspaceId);
    };
    return { leaseId: lease.id, settle: close, release: () => close(0) };
  }

  /** @param waitingNano what all calls waiting for this payer's lease would reserve */
  request(payer: Payer, amountNano: number, waitingNano: number): LeaseRequest {
    const lease = this.#usable(payer);
    // Negative when calls have cost more than was reserved for them.
    const free = lease ? lease.heldNano - lease.reservedNano : 0;
    const isBusy = lease !== null && this.#elapsed() - lease.askedAt < BUSY_MS;
    const blockCalls = isBusy ? Math.min(2 * lease.blockCalls, LARGEST_BLOCK_CALLS) : FIRST_BLOCK_CALLS;
    if (lease) Object.assign(lease, { blockCalls, askedAt: this.#elapsed() });
    return {
      leaseId: lease?.id ?? this.#newId(),
      isNew: lease === null,
      payer,
      amountNano,
      neededNano: amountNano - free,
      wantedNano: Math.max(waitingNano, blockCalls * amountNano) - free,
    };
  }

  /** @param askedAt time of the request, from which expiry counts */
  add({ leaseId, payer, nano, usableMs, midnightMs }: LeaseGrant, askedAt: number): void {
    const lease = this.#leases.get(leaseId) ?? {
      id: leaseId,
      payer,
      heldNano: 0,
      reservedNano: 0,
      reservations: 0,
      usableUntil: 0,
      midnightAt: askedAt + midnightMs,
      usedAt: 0,
      askedAt,
      blockCalls: FIRST_BLOCK_CALLS,
    };
    lease.heldNano += nano;
    lease.usedAt = this.#elapsed();
    lease.usableUntil = askedAt + usableMs;
    this.#leases.set(leaseId, lease);
    this.#current.set(payerKey(payer), lease);
  }

  /**
   * Removes what is not needed from the leases, to be given back.
   * @param which "idle": of leases nobody uses; "free": all that is not reserved; "all": everything, on shutdown
   * @param workspaceId null: in all of them
   */
  takeSpare(which: Spare, workspaceId: string | null = null): GiveBack[] {
    const now = this.#elapsed();
    return [...this.#leases.values()].flatMap((lease) => {
      if (workspaceId !== null && lease.payer.workspaceId !== workspaceId) return [];
      const isIdle = which === "all" || now - lease.usedAt >= IDLE_MS || now >= lease.midnightAt;
      const nano = freeNano(lease);
      const ends = isIdle && lease.reservations === 0;
      if (!ends && (nano === 0 || (which === "idle" && !isIdle))) return [];
      lease.heldNano -= nano;
      return [{ leaseId: lease.id, workspaceId: lease.payer.workspaceId, nano, ends }];
    });
  }

  /** Giving it back failed: we still hold it. */
  putBack({ leaseId, nano }: GiveBack): void {
    const lease = this.#leases.get(leaseId);
    if (lease) lease.heldNano += nano;
  }

  /** Postgres no longer has it: it was given back, or counted as spent because we did not renew it in time. */
  drop(leaseId: string): void {
    const lease = this.#leases.get(leaseId);
    if (!lease) return;
    this.#leases.delete(leaseId);
    if (this.#current.get(payerKey(lease.payer)) === lease) this.#current.delete(payerKey(lease.payer));
  }

  /**
   * @param asked the leases that were to be renewed
   * @param renewed those that Postgres still had
   */
  renew(asked: readonly string[], renewed: readonly string[], askedAt: number, usableMs: number): void {
    const alive = new Set(renewed);
    for (const id of asked) {
      const lease = this.#leases.get(id);
      if (!alive.has(id)) this.drop(id);
      else if (lease) lease.usableUntil = askedAt + usableMs;
    }
  }

  idsByWorkspace(): Map<string, string[]> {
    const leases = Map.groupBy(this.#leases.values(), ({ payer }) => payer.workspaceId);
    return new Map([...leases].map(([workspaceId, held]) => [workspaceId, held.map(({ id }) => id)]));
  }

  #usable(payer: Payer): Lease | null {
    const lease = this.#current.get(payerKey(payer));
    return lease && this.#elapsed() < Math.min(lease.usableUntil, lease.midnightAt) ? lease : null;
  }
}

const freeNano = ({ heldNano, reservedNano }: Lease): number => Math.max(0, heldNano - reservedNano);
