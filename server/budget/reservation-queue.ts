/** Calls reserve here: from held leases at once, or in a queue for a lease of their payer. */
import { message, type Message } from "../../schema/messages/message.ts";
import { ModelError } from "../../engine/model/language-model.ts";
import type { Payer } from "../../engine/scope/scope.ts";
import type { BudgetPorts, Reservation } from "../../engine/model/wrappers/reserve-money.ts";
import type { HeldLeases, LeaseGrant, LeaseRequest } from "./held-leases.ts";
import { payerKey } from "./payer.ts";

/** `lost`: the lease no longer exists. `elsewhere`: other processes hold some of the shortfall, perhaps without needing it. */
export type LeaseAnswer =
  | { type: "granted"; grant: LeaseGrant }
  | { type: "lost" }
  | { type: "elsewhere" }
  | { type: "refused"; reason: Message };

export type ReservationQueuePorts = {
  heldLeases: HeldLeases;
  elapsed(): number;
  /** Whether anything limits this payer. */
  isLimited(payer: Payer): boolean;
  /** @param isFinal refuse instead of answering "elsewhere" */
  lease(request: LeaseRequest, isFinal: boolean): Promise<LeaseAnswer>;
  /** Asks every process for what it does not need, and resolves when they have had time to give it back. */
  recall(): Promise<void>;
  reportError(error: unknown): void;
};

type Waiting = { amountNano: number; admit(reservation: Reservation): void; refuse(error: ModelError): void };

export function createReservationQueue(ports: ReservationQueuePorts): BudgetPorts {
  const { heldLeases } = ports;
  const lines = new Map<string, Waiting[]>();

  /** Ends when nobody waits; it then removes the line synchronously, so that nobody can join it. */
  async function serve(payer: Payer, line: Waiting[]): Promise<void> {
    try {
      let isFinal = false;
      for (let [first] = line; first; [first] = line) {
        const reservation = heldLeases.reserve(payer, first.amountNano);
        if (reservation) {
          line.shift();
          first.admit(reservation);
        } else isFinal = (await enlarge(payer, line, first, isFinal)) || isFinal;
      }
    } catch (error) {
      ports.reportError(error);
      refuse(line, 0, new ModelError("budget", BUDGETS_UNREADABLE));
    } finally {
      lines.delete(payerKey(payer));
    }
  }

  /** Resolves with whether everything held elsewhere has been recalled. */
  async function enlarge(payer: Payer, line: Waiting[], first: Waiting, isFinal: boolean): Promise<boolean> {
    const request = heldLeases.request(payer, first.amountNano, sum(line));
    const askedAt = ports.elapsed();
    const answer = await ports.lease(request, isFinal);
    if (answer.type === "granted") heldLeases.add(answer.grant, askedAt);
    if (answer.type === "lost") heldLeases.drop(request.leaseId);
    if (answer.type === "refused") refuse(line, first.amountNano, new ModelError("budget", answer.reason));
    if (answer.type !== "elsewhere") return false;
    await ports.recall();
    return true;
  }

  return {
    reserve(payer, amountNano) {
      if (!ports.isLimited(payer)) return UNLIMITED;
      const line = lines.get(payerKey(payer));
      const reservation = line ? null : heldLeases.reserve(payer, amountNano);
      if (reservation) return reservation;
      const { promise, resolve, reject } = Promise.withResolvers<Reservation>();
      const waiting = { amountNano, admit: resolve, refuse: reject };
      if (line) line.push(waiting);
      else {
        const started = [waiting];
        lines.set(payerKey(payer), started);
        void serve(payer, started);
      }
      return promise;
    },
  };
}

const UNLIMITED: Reservation = { settle: () => undefined, release: () => undefined };
export const BUDGETS_UNREADABLE = message("budgets-unreadable");

/** Smaller requests may still be granted. */
function refuse(line: Waiting[], fromNano: number, error: ModelError): void {
  const refused = line.filter(({ amountNano }) => amountNano >= fromNano);
  line.splice(0, line.length, ...line.filter(({ amountNano }) => amountNano < fromNano));
  for (const waiting of refused) waiting.refuse(error);
}

const sum = (line: readonly Waiting[]): number => line.reduce((total, { amountNano }) => total + amountNano, 0);
