/** For the kill test: a process that stores a turn, moves stances by it, and is killed at a step of that. */
import { createStances } from "../../engine/mind/stance/hold-stances.ts";
import { createHearing } from "../../server/conversation/hear-turns.ts";
import { createStanceStore } from "../../server/conversation/stance.store.ts";
import { createUnreadTurns } from "../../server/conversation/unread-turns.store.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { testScope } from "../model-servers/collect.ts";
import { talkIn } from "../outcome/converse.ts";

const [url, circleId, text, killedAt] = process.argv.slice(2) as [string, string, string, string];

async function dieAt(step: string): Promise<void> {
  if (step !== killedAt) return;
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => undefined);
}

const database = await openDatabase(url);
await talkIn(database, circleId, "ada").say("Ada", text, { hearers: ["clio"] });
await dieAt("after the turn");
const stances = createStanceStore(database);
const minds = createStances({
  ...stances,
  async move(...moved) {
    await dieAt("before the move");
    const isStored = await stances.move(...moved);
    await dieAt("after the move");
    return isStored;
  },
});
await createHearing({ minds, unread: createUnreadTurns(database) })(testScope({ circleId }));
