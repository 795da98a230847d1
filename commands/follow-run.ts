import { Run, type RunDraft, type RunStatus } from "../schema/messages/run.ts";
import type { ServerClient } from "./server-client.ts";

const ENDED: readonly RunStatus[] = ["COMPLETED", "FAILED", "CANCELLED", "PAUSED"];
const ASKED_EVERY_MS = 1_000;

type Follow = {
  server: ServerClient;
  /** Prints progress. */
  say(line: string): void;
  wait(milliseconds: number): Promise<void>;
};

/** Launches a run and waits for its end. Throws when it does not complete, with the reason. */
export async function followRun(surveyId: string, draft: RunDraft, { server, say, wait }: Follow): Promise<Run> {
  const read = (answer: unknown) => Run.parse(answer);
  let run = await server.call("POST", `surveys/${surveyId}/runs`, { body: draft, read });
  say(`Run ${run.id}: ${draft.method}, ${draft.size} respondents`);
  for (let shown = ""; !ENDED.includes(run.status);) {
    const { done, total } = run.progress;
    const line = `${run.status} ${done}${total === null ? "" : ` of ${total}`} answers`;
    if (line !== shown) say(line);
    shown = line;
    await wait(ASKED_EVERY_MS);
    run = await server.call("GET", `runs/${run.id}`, { read });
  }
  if (run.status !== "COMPLETED")
    throw new Error(
      `Run ${run.id} is ${run.status}${run.problem ? `: ${run.problem}` : ""}. What was answered is kept.`,
    );
  return run;
}
