/** Matches a panel to a target, as a durable job (SPEC S4, O7). */
import { z } from "zod";
import type { Scope } from "../../../engine/scope/scope.ts";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import { defineJob, handleJob, type HandledJob } from "../../jobs/define-job.ts";
import { matchInWorker } from "./match-in-worker.adapter.ts";
import { keepPanelIn, type TargetStore } from "./target.store.ts";

export const matchPanelJob = defineJob({
  name: "match-panel",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ matchId: z.string() }),
  // Nothing but the whole panel is worth keeping: it is matched anew in seconds.
  checkpoint: z.object({ done: z.number() }),
  retries: 2,
  firstRetrySeconds: 2,
  timeoutSeconds: 15 * 60,
  policy: "system",
  admits: "any-number",
  concurrency: { perProcess: 1, perWorkspace: 1 },
});

/** @param listLabelled the pool, as the one who asked may read it */
export const matchPanels = (
  store: Pick<TargetStore, "findInput">,
  listLabelled: (scope: Scope) => Promise<LabelledBackstory[]>,
): HandledJob =>
  handleJob(matchPanelJob, async ({ scope, payload: { matchId }, save }) => {
    const input = await store.findInput(scope, matchId);
    // Its target was deleted meanwhile.
    if (!input) return;
    const pool = await listLabelled(scope);
    const total = input.wish.size;
    for await (const step of matchInWorker({ pool, ...input }, scope.signal))
      await save(async (em) => {
        if ("panel" in step) await keepPanelIn(em, matchId, step.panel);
        const done = "panel" in step ? total : step.done;
        return { checkpoint: { done }, progress: { done, total } };
      });
  });
