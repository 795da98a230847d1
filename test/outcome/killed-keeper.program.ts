/** For the kill test: a process that brings the outcome of a circle up to date, and is killed at a step of it. */
import { createOutcomeKeeping } from "../../server/outcome/keep-outcomes.ts";
import { createOutcomeStore } from "../../server/outcome/outcome.store.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { testScope } from "../model-servers/collect.ts";
import { noteTurns, voiceOf } from "./converse.ts";

const [url, circleId, killedAt] = process.argv.slice(2) as [string, string, string];

async function dieAt(step: string): Promise<void> {
  if (step !== killedAt) return;
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
}

const report = (error: unknown) => {
  throw error;
};
const store = createOutcomeStore(await openDatabase(url), report);
const keeping = createOutcomeKeeping({
  store: {
    ...store,
    async commit(work, after) {
      await dieAt("before the commit");
      const isStored = await store.commit(work, after);
      await dieAt("after the commit");
      return isStored;
    },
  },
  voices: voiceOf(async (request) => {
    await dieAt("in the call");
    return noteTurns(request);
  }),
  newId,
  report,
});
await keeping.markEnd({ circleId, kind: "chat", scope: testScope({ circleId }) });
await keeping.settled();
