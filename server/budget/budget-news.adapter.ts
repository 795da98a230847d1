/** What Postgres tells every process of budgets, on one connection that is taken up again when it breaks. */
import pg from "pg";
import { z } from "zod";
import { BudgetPeriod, BudgetScope } from "../../schema/messages/budget.ts";

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

const BudgetNews = z.discriminatedUnion("type", [
  BudgetAlert,
  /** A budget or whether credit counts. */
  z.object({ type: z.literal("changed") }),
  /** Somebody is short of money that others may hold without need. */
  z.object({ type: z.literal("recall") }),
]);
export type BudgetNews = z.infer<typeof BudgetNews>;

const CHANNEL = "budgets";
const RECONNECT_MS = 1_000;

/**
 * @param hear told each piece of news, and "changed" after a gap in which some may have been missed
 * @returns resolves when news are heard
 */
export async function hearBudgetNews(
  databaseUrl: string,
  hear: (news: BudgetNews) => void,
): Promise<{ close(): Promise<void> }> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    next.on("error", () => undefined); // told by "end", which follows
    next.once("end", reconnectLater);
    next.on("notification", ({ payload = "" }) => {
      const news = BudgetNews.safeParse(JSON.parse(payload));
      if (news.success) hear(news.data);
    });
    client = next;
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
  }

  function reconnectLater(): void {
    client = null;
    if (isClosed || timer) return;
    timer = setTimeout(() => {
      timer = null;
      connect().then(
        () => hear({ type: "changed" }),
        () => void client?.end(),
      );
    }, RECONNECT_MS);
  }

  await connect();
  return {
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await client?.end();
    },
  };
}
