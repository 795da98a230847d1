/** What Postgres tells every process of budgets, on one connection that is taken up again when it breaks. */
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
  /** What a refused call might have cost. */
  refusedNano: z.number().nullable(),
});
export type BudgetAlert = z.infer<typeof BudgetAlert>;

const BudgetEvent = z.discriminatedUnion("type", [
  BudgetAlert,
  /** A budget or whether credit counts. */
  z.object({ type: z.literal("changed") }),
  /** Somebody is short of money that others may hold without need. */
  z.object({ type: z.literal("recall") }),
]);
export type BudgetEvent = z.infer<typeof BudgetEvent>;

const CHANNEL = "budgets";

/**
 * @param hear told each piece of news, and "changed" after a gap in which some may have been missed
 * @returns resolves when news are heard
 */
export const listenToBudgetEvents = (databaseUrl: string, hear: (news: BudgetEvent) => void): Promise<KeptConnection> =>
  keepConnection(
    databaseUrl,
    (client) => {
      client.on("notification", ({ payload = "" }) => {
        const news = BudgetEvent.safeParse(JSON.parse(payload));
        if (news.success) hear(news.data);
      });
      return client.query(`listen ${CHANNEL}`);
    },
    { onReturn: () => hear({ type: "changed" }) },
  );
