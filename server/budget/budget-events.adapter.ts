/** Budget events that Postgres sends to every process, on one connection that reconnects. */
import { z } from "zod";
import { BudgetPeriod, BudgetScope } from "../../schema/messages/budget.ts";
import { keepConnection, type KeptConnection } from "../database/keep-connection.adapter.ts";

export const BudgetAlert = z.object({
  type: z.literal("alert"),
  state: z.enum(["warned", "suspended"]),
  workspaceId: z.string(),
  scope: BudgetScope,
  /** The person, circle, run or workspace. */
  subjectId: z.string(),
  period: BudgetPeriod,
  limitNano: z.number(),
  spentNano: z.number(),
  /** The maximum cost of a refused call. */
  refusedNano: z.number().nullable(),
});
export type BudgetAlert = z.infer<typeof BudgetAlert>;

const BudgetEvent = z.discriminatedUnion("type", [
  BudgetAlert,
  /** A budget, or whether credit counts, has changed. */
  z.object({ type: z.literal("changed") }),
  /** A process is short of money that others may hold without needing it. */
  z.object({ type: z.literal("recall") }),
]);
export type BudgetEvent = z.infer<typeof BudgetEvent>;

const CHANNEL = "budgets";

/**
 * @param onEvent called with each event, and with "changed" after a gap in which some may have been missed
 * @returns resolves once it listens
 */
export const listenToBudgetEvents = (
  databaseUrl: string,
  onEvent: (event: BudgetEvent) => void,
): Promise<KeptConnection> =>
  keepConnection(
    databaseUrl,
    (client) => {
      client.on("notification", ({ payload = "" }) => {
        const event = BudgetEvent.safeParse(JSON.parse(payload));
        if (event.success) onEvent(event.data);
      });
      return client.query(`listen ${CHANNEL}`);
    },
    { onReturn: () => onEvent({ type: "changed" }) },
  );
