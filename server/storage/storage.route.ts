/** Disk space and retention of data, for operators (SPEC O8). */
import { z } from "zod";
import {
  LEAST_KEPT_DAYS,
  RetentionChange,
  StorageAnswer,
  StorageKind,
  type MemoryIndexView,
} from "../../schema/messages/storage.ts";
import type { Database } from "../database/open-database.store.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { setRetention } from "./retention.store.ts";
import { readStorage } from "./storage.store.ts";

const area = "Storage";
const access = ["operator", "admin"] as const;

export const storageRoutes = (database: Database, readMemoryIndex: () => Promise<MemoryIndexView>): Route[] => [
  defineRoute(
    {
      method: "get",
      path: "/api/storage",
      summary: "Bytes by kind of data, their growth, and how long each kind is kept",
      area,
      access,
      answer: StorageAnswer,
    },
    async ({ scope }) => ({
      ...(await readStorage(database, scope)),
      memoryIndex: await readMemoryIndex(),
    }),
  ),
  defineRoute(
    {
      method: "put",
      path: "/api/storage/:kind/retention",
      summary: "Number of days a kind of data is kept, null for forever; the next daily job deletes older data",
      area,
      access,
      params: z.object({ kind: StorageKind }),
      body: RetentionChange,
      answer: StorageAnswer,
    },
    async ({ scope, params: { kind }, body: { keepDays } }) => {
      const least = LEAST_KEPT_DAYS[kind];
      if (keepDays !== null && keepDays < least)
        throw new Problem(422, `This must be kept for at least ${least} days, because spending is counted from it.`, {
          code: "kept-too-short",
          values: { days: least },
        });
      await setRetention(database, scope, kind, keepDays);
      return { ...(await readStorage(database, scope)), memoryIndex: await readMemoryIndex() };
    },
  ),
];
