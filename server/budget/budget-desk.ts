/** Where calls reserve: from the book at once, or in line for a lease of their payer. */
import { ModelError } from "../../engine/model/language-model.ts";
import type { BudgetPorts, Payer, Reservation } from "../../engine/model/with-budget.ts";
import type { LeaseBook, LeaseGrant, LeaseWish } from "./lease-book.ts";
import { payerKey } from "./payer.ts";

/** `lost`: the lease is not there any more. `elsewhere`: others hold some of what is missing, perhaps without need. */
export type LeaseAnswer =
  | { type: "granted"; grant: LeaseGrant }
  | { type: "lost" }
  | { type: "elsewhere" }
  | { type: "refused"; message: string };

export type DeskPorts = {
  book: LeaseBook;
  elapsed(): number;
  /** Whether anything limits this payer. */
  isLimited(payer: Payer): boolean;
  /** @param isFinal refuse rather than answer "elsewhere" */
  lease(wish: LeaseWish, isFinal: boolean): Promise<LeaseAnswer>;
  /** Asks everybody for what they do not need, and resolves when they have had time to give it back. */
  recall(): Promise<void>;
  reportError(error: unknown): void;
};

type Waiting = { amountNano: number; admit(reservation: Reservation): void; refuse(error: ModelError): void };

export function createBudgetDesk(ports: DeskPorts): BudgetPorts {
  const { book } = ports;
  const lines = new Map<string, Waiting[]>();

  async function serve(payer: Payer, line: Waiting[]): Promise<void> {
    let isFinal = false;
    for (let [first] = line; first; [first] = line) {
      const reservation = book.reserve(payer, first.amountNano);
      if (reservation) {
        line.shift();
        first.admit(reservation);
        continue;
      }
      const wish = book.wish(payer, first.amountNano, sum(line));
      const askedAt = ports.elapsed();
      const answer = await ports.lease(wish, isFinal);
      if (answer.type === "granted") book.add(answer.grant, askedAt);
      else if (answer.type === "lost") book.drop(wish.leaseId);
      else if (answer.type === "elsewhere") {
        await ports.recall();
        isFinal = true;
      } else refuse(line, first.amountNano, new ModelError("budget", answer.message));
    }
  }

  return {
    reserve(payer, amountNano) {
      if (!ports.isLimited(payer)) return UNLIMITED;
      const key = payerKey(payer);
      const line = lines.get(key);
      const reservation = line ? null : book.reserve(payer, amountNano);
      if (reservation) return reservation;
      const { promise, resolve, reject } = Promise.withResolvers<Reservation>();
      const waiting = { amountNano, admit: resolve, refuse: reject };
      if (line) {
        line.push(waiting);
        return promise;
      }
      const started = [waiting];
      lines.set(key, started);
      serve(payer, started)
        .catch((error: unknown) => {
          ports.reportError(error);
          refuse(started, 0, new ModelError("budget", UNREADABLE));
        })
        .finally(() => lines.delete(key));
      return promise;
    },
  };
}

const UNLIMITED: Reservation = { settle: () => undefined, release: () => undefined };
const UNREADABLE =
  "The budgets cannot be read just now, so nothing is spent. All that was said is kept: try again soon.";

/** Who asked for less may still get it. */
function refuse(line: Waiting[], fromNano: number, error: ModelError): void {
  const refused = line.filter(({ amountNano }) => amountNano >= fromNano);
  line.splice(0, line.length, ...line.filter(({ amountNano }) => amountNano < fromNano));
  for (const waiting of refused) waiting.refuse(error);
}

const sum = (line: readonly Waiting[]): number => line.reduce((total, { amountNano }) => total + amountNano, 0);
