/** Editing a turn that was said, and reading what it said before (SPEC C8). */
import { z } from "zod";
import type { Scope } from "../../engine/scope/scope.ts";
import { TurnEdit, TurnWordings } from "../../schema/messages/conversation.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.middleware.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { TurnEdits } from "./edit-turn.store.ts";

const area = "Conversations";
const access = "signed-in";
const path = "/api/conversations/:circleId/turns/:turnId";
/** Of one person: each has drafts written again, and memories embedded. */
const EDITS_PER_TEN_MINUTES = 100;
const params = z.object({ circleId: z.string().min(1).max(100), turnId: z.string().min(1).max(150) });

const refusals = {
  refused: () => new Problem(403, "These words are not yours to edit. Nothing was changed.", { code: "not-your-turn" }),
  changed: () =>
    new Problem(409, "Somebody has edited this since you opened it. Nothing was changed: read it again first.", {
      code: "turn-changed",
    }),
  full: () =>
    new Problem(409, "This was edited as often as one turn may be. Nothing was changed.", { code: "too-many-edits" }),
};

/** @param remember gives memories of the turn, which have its new words, what follows from them */
export function turnEditRoutes(
  edits: TurnEdits,
  remember: (memoryIds: readonly string[], isOfPerson: boolean, scope: Scope) => Promise<void>,
  createLimiter: CreateLimiter,
): Route[] {
  const limit = createRateLimit(createLimiter("edited-turns", EDITS_PER_TEN_MINUTES, 600));
  return [
    defineRoute(
      {
        method: "put",
        path: `${path}/text`,
        summary: "Edits what I said, or what a persona said in a circle that I lead; former wordings are kept",
        area,
        access,
        params,
        body: TurnEdit,
      },
      async ({ scope, caller, params: { circleId, turnId }, body }) => {
        await limit.count(caller.userId);
        const edited = await edits.edit(scope, { circleId, turnId, ...body, editorName: caller.name });
        if (!edited) throw noSuchTurn();
        if (edited.state !== "edited") throw refusals[edited.state]();
        await remember(edited.memoryIds, edited.speakerKind === "person", scope);
      },
    ),
    defineRoute(
      {
        method: "get",
        path: `${path}/wordings`,
        summary: "A turn as it was said, and as it was edited since",
        area,
        access,
        params,
        answer: TurnWordings,
      },
      async ({ scope, params: { circleId, turnId } }) => {
        const wordings = await edits.wordings(scope, circleId, turnId);
        if (!wordings) throw noSuchTurn();
        return wordings;
      },
    ),
  ];
}

const noSuchTurn = (): Problem =>
  new Problem(404, "There is no such turn in a conversation that you may read.", { code: "no-such-moment" });
