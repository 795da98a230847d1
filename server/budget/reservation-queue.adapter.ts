/** Calls reserve here: from held leases at once, or in a line for a lease of their payer. */
import { message, type Message } from "../../schema/messages/message.ts";
import type { PolicyName } from "../../schema/messages/call-policies.ts";
import { ModelError } from "../../engine/model/language-model.ts";
import type { Payer, Scope } from "../../engine/scope/scope.ts";
import type { BudgetPorts, Reservation } from "../../engine/model/wrappers/reserve-money.ts";
import { untilAborted } from "../../engine/model/wrappers/until-aborted.ts";
import type { HeldLeases, LeaseGrant, LeaseRequest } from "./held-leases.ts";
import { payerKey } from "./payer.ts";

/** `lost`: the lease no longer exists. `held`: calls in progress, or processes without need, hold what it lacks. */
export type LeaseAnswer =
  { type: "granted"; grant: LeaseGrant } | { type: "lost" } | { type: "held" } | { type: "refused"; reason: Message };

export type ReservationQueuePorts = {
  heldLeases: HeldLeases;
  elapsed(): number;
  /** Whether anything limits this payer. */
  isLimited(payer: Payer): boolean;
  /** @param isFinal refuse instead of answering "held" */
  lease(request: LeaseRequest, isFinal: boolean): Promise<LeaseAnswer>;
  /** Asks every process for what it does not need, and to tell once its calls have settled. */
  recall(workspaceId: string): Promise<void>;
  /** How long a call waits for what is held. */
  patienceMs: Record<PolicyName, number>;
  reportError(error: unknown): void;
};

type Waiting = {
  amountNano: number;
  /** It has waited long enough. */
  isFinal: boolean;
  admit(reservation: Reservation): void;
  refuse(error: ModelError): void;
};

/** Calls of one payer. `wake` ends the wait for what is held. */
type Line = { readonly payer: Payer; waiting: Waiting[]; wake(): void };

export type ReservationQueue = BudgetPorts & {
  /** Less may be held now, or more be allowed. @param workspaceId null: in all of them */
  retry(workspaceId: string | null): void;
};

export function createReservationQueue(ports: ReservationQueuePorts): ReservationQueue {
  const { heldLeases, patienceMs } = ports;
  const lines = new Map<string, Line>();

  /** Ends when nobody waits; it then removes the line synchronously, so that nobody can join it. */
  async function serve(line: Line): Promise<void> {
    try {
      for (let next = nextIn(line); next; next = nextIn(line)) {
        const reservation = heldLeases.reserve(line.payer, next.amountNano);
        if (reservation) {
          leave(line, next);
          next.admit(reservation);
        } else await enlarge(ports, line, next);
      }
    } catch (error) {
      ports.reportError(error);
      refuse(line, () => true, new ModelError("budget", BUDGETS_UNREADABLE));
    } finally {
      lines.delete(payerKey(line.payer));
    }
  }

  async function wait(
    payer: Payer,
    amountNano: number,
    { policy, signal }: Pick<Scope, "policy" | "signal">,
  ): Promise<Reservation> {
    const admitted = Promise.withResolvers<Reservation>();
    const waiting = { amountNano, isFinal: false, admit: admitted.resolve, refuse: admitted.reject };
    const line = join(payer, waiting);
    const patience = setTimeout(() => {
      waiting.isFinal = true;
      line.wake();
    }, patienceMs[policy]);
    try {
      return await untilAborted(admitted.promise, signal);
    } catch (error) {
      leave(line, waiting);
      line.wake();
      // It may have been admitted at the same time.
      admitted.promise.then(
        (reservation) => reservation.release(),
        () => undefined,
      );
      throw error;
    } finally {
      clearTimeout(patience);
    }
  }

  function join(payer: Payer, waiting: Waiting): Line {
    const key = payerKey(payer);
    const known = lines.get(key);
    known?.waiting.push(waiting);
    if (known) return known;
    const line = { payer, waiting: [waiting], wake: () => undefined };
    lines.set(key, line);
    void serve(line);
    return line;
  }

  return {
    reserve(payer, amountNano, call) {
      if (!ports.isLimited(payer)) return UNLIMITED;
      const reservation = lines.has(payerKey(payer)) ? null : heldLeases.reserve(payer, amountNano);
      return reservation ?? wait(payer, amountNano, call);
    },
    retry(workspaceId) {
      for (const { payer, wake } of lines.values())
        if (workspaceId === null || payer.workspaceId === workspaceId) wake();
    },
  };
}

/** Resolves when trying again is worth it. */
async function enlarge(ports: ReservationQueuePorts, line: Line, next: Waiting): Promise<void> {
  const { heldLeases } = ports;
  const { payer } = line;
  const { amountNano, isFinal } = next;
  const request = heldLeases.request(payer, amountNano, sum(line.waiting));
  const askedAt = ports.elapsed();
  // From here on, because news may come before the answer.
  const woken = new Promise<void>((resolve) => (line.wake = resolve));
  const answer = await ports.lease(request, isFinal);
  if (answer.type === "granted") heldLeases.add(answer.grant, askedAt);
  if (answer.type === "lost") heldLeases.drop(request.leaseId);
  if (answer.type === "held") {
    await ports.recall(payer.workspaceId);
    await woken;
  }
  // Smaller requests may still be granted; and when waiting was in vain, it was so for this one only.
  if (answer.type === "refused")
    refuse(
      line,
      (other) => other === next || (!isFinal && other.amountNano >= amountNano),
      new ModelError("budget", answer.reason),
    );
}

const UNLIMITED: Reservation = { settle: () => undefined, release: () => undefined };
export const BUDGETS_UNREADABLE = message("budgets-unreadable");

/** Whoever came first, but those who have waited long enough are answered before. */
const nextIn = ({ waiting }: Line): Waiting | undefined => waiting.find(({ isFinal }) => isFinal) ?? waiting[0];

function leave(line: Line, one: Waiting): void {
  line.waiting = line.waiting.filter((other) => other !== one);
}

function refuse(line: Line, isMeant: (waiting: Waiting) => boolean, error: ModelError): void {
  const refused = line.waiting.filter(isMeant);
  line.waiting = line.waiting.filter((waiting) => !isMeant(waiting));
  for (const waiting of refused) waiting.refuse(error);
}

const sum = (waiting: readonly Waiting[]): number => waiting.reduce((total, { amountNano }) => total + amountNano, 0);
