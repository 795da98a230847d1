/** For tests: a worker that asks personas, and kills itself before its second answer: node probe-worker.program.ts URL FOLDER SETTINGS */
import { openDatabase } from "../../server/database/open-database.store.ts";
import { findPersonaIn } from "../../server/persona/find-persona.ts";
import { askPersonas } from "../../server/session/probe/ask-personas.job.ts";
import { createProbeWork } from "../../server/session/probe/probe-work.store.ts";
import { startTestWorker } from "../jobs/test-job-house.ts";
import { openRunHouse } from "../survey/run-house.ts";

const [url, folder, settings] = process.argv.slice(2) as [string, string, string];
const database = await openDatabase(url);
const house = await openRunHouse(database, url, JSON.parse(settings) as Record<string, string>, folder);
const work = createProbeWork(database);
let kept = 0;
await startTestWorker({
  database,
  databaseUrl: url,
  handled: [
    askPersonas({
      work: {
        ...work,
        async keepAnswerIn(...step) {
          if (++kept === 2) process.kill(process.pid, "SIGKILL");
          return work.keepAnswerIn(...step);
        },
      },
      findPersona: findPersonaIn(database, console.error),
      voices: { open: async () => ({ voices: house.voices, close: async () => undefined }) },
    }),
  ],
});
