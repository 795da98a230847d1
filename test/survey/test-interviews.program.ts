/** A worker that conducts interviews and kills itself: `node test-interviews.program.ts DATABASE_URL POINT NUMBER`. */
import { openDatabase } from "../../server/database/open-database.store.ts";
import { interviewBackstories } from "../../server/survey/interview/interview-backstories.job.ts";
import { createInterviewStore } from "../../server/survey/interview/interview.store.ts";
import { startTestWorker } from "../jobs/test-job-house.ts";
import { scriptedVoices } from "./scripted-interviewees.ts";

const [databaseUrl = "", point, number] = process.argv.slice(2);
const database = await openDatabase(databaseUrl, { maxConnections: 4 });
let left = Number(number);
const dieAt = (here: string) => {
  if (here === point && --left === 0) process.kill(process.pid, "SIGKILL");
};
const voices = scriptedVoices({
  tell() {
    dieAt("draw");
    return undefined as unknown as string;
  },
  judge() {
    dieAt("check");
    return "No";
  },
});
await startTestWorker({
  database,
  databaseUrl,
  handled: [
    interviewBackstories({
      store: createInterviewStore(database),
      openModels: async () => ({ voices, close: async () => undefined }),
      embed: async () => undefined,
    }),
  ],
});
