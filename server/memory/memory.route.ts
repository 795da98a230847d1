/** People read, correct and delete what is remembered about them (SPEC M4). */
import { z } from "zod";
import type { Memory } from "../../engine/memory/memory.ts";
import type { MemoryStore } from "../../engine/memory/memory-store.ts";
import { MemoryChange, MemoryPage, MemoryQuery, MemoryView } from "../../schema/messages/memory.ts";
import type { Caller } from "../account/caller.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";

const params = z.object({ id: z.string().min(1).max(100) });
const area = "Memories";
const access = "signed-in";

/** @param findPersona throws a 404 Problem for a persona this caller cannot see */
export function memoryRoutes(
  memory: MemoryStore,
  findPersona: (caller: Caller, personaId: string) => Promise<unknown>,
): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/personas/:id/memories",
        summary: "What a persona remembers of me, newest first",
        area,
        access,
        params,
        query: MemoryQuery,
        answer: MemoryPage,
      },
      async ({ caller, params: { id }, query: { q, cursor, limit }, scope }) => {
        await findPersona(caller, id);
        const about = { personaId: id, userId: caller.userId, containing: q, before: cursor || undefined, limit };
        const { items, next } = await memory.listAbout(about, scope);
        return { ranking: memory.ranking, items: items.map((one) => ({ ...toView(one), sources: one.sources })), next };
      },
    ),
    defineRoute(
      {
        method: "patch",
        path: "/api/memories/:id",
        summary: "Correct what is remembered of me",
        area,
        access,
        params,
        body: MemoryChange,
        answer: MemoryView,
      },
      async ({ caller, params: { id }, body: { text }, scope }) => {
        const corrected = await memory.correct(id, caller.userId, text, scope);
        if (!corrected) throw noSuchMemory();
        return toView(corrected);
      },
    ),
    defineRoute(
      { method: "delete", path: "/api/memories/:id", summary: "Delete what is remembered of me", area, access, params },
      async ({ caller, params: { id }, scope }) => {
        if (!(await memory.forget(id, caller.userId, scope))) throw noSuchMemory();
      },
    ),
  ];
}

const noSuchMemory = () =>
  new Problem(404, "Nothing with this id is remembered of you. It may have been deleted already.", {
    code: "no-such-memory",
  });

const toView = ({
  id,
  personaId,
  kind,
  text,
  circleId,
  turnId,
  importance,
  at,
}: Memory): z.infer<typeof MemoryView> => ({
  id,
  personaId,
  kind,
  text,
  circleId,
  turnId,
  importance,
  createdAt: new Date(at).toISOString(),
});
