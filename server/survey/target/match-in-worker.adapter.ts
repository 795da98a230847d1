import { on } from "node:events";
import { Worker } from "node:worker_threads";
import type { MatchedPanel } from "../../../engine/survey/match/match-panel.ts";
import type { MatchWish, TargetDefinition } from "../../../schema/messages/target.ts";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";

export type MatchInput = { pool: LabelledBackstory[]; definition: TargetDefinition; wish: MatchWish };
/** How many places have their backstory; last of all, the panel. */
export type MatchStep = { done: number } | { panel: MatchedPanel };

/** Ends the thread when it is left, and when `signal` aborts, with an AbortError. @throws what the thread threw */
export async function* matchInWorker(input: MatchInput, signal: AbortSignal): AsyncGenerator<MatchStep> {
  const worker = new Worker(new URL("./match.worker.ts", import.meta.url), { workerData: input });
  try {
    for await (const [step] of on(worker, "message", { signal, close: ["exit"] })) yield step as MatchStep;
  } finally {
    await worker.terminate();
  }
}
