/** Batches waiting at providers, for operators (SPEC L5). */
import { z } from "zod";
import { BatchList, BatchListQuery, BatchView } from "../../schema/messages/batch.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import type { BatchStore } from "./batch.store.ts";

const area = "Models";
const access = ["operator", "admin"] as const;

export const batchRoutes = (batches: Pick<BatchStore, "list" | "askCancel">, wake: () => void): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/models/batches",
      summary: "Batches of model calls, newest first, with status and cost",
      area,
      access,
      query: BatchListQuery,
      answer: BatchList,
    },
    async ({ scope, query }) => {
      const page = await batches.list(scope, { ...query, limit: query.limit + 1 });
      const shown = page.slice(0, query.limit);
      return { batches: shown, next: page.length > query.limit ? shown.at(-1)!.id : null };
    },
  ),
  defineRoute(
    {
      method: "post",
      path: "/api/models/batches/:id/cancel",
      summary: "Cancel a batch; answers received until then are kept and charged",
      area,
      access,
      params: z.object({ id: z.string().min(1).max(100) }),
      answer: BatchView,
    },
    async ({ scope, params: { id } }) => {
      const batch = await batches.askCancel(scope, id);
      if (!batch) throw new Problem(404, "There is no such batch.", { code: "no-such-batch" });
      wake();
      return batch;
    },
  ),
];
