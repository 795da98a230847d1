/** For the kill tests: a worker in a separate process, which kills or stops itself at one point of a job. */
import { openDatabase } from "../../server/database/open-database.store.ts";
import { counting, startTestWorker } from "./test-job-house.ts";

const [databaseUrl, point, atStep] = process.argv.slice(2) as [string, string, string];
const die = (): void => void process.kill(process.pid, point === "stall" ? "SIGSTOP" : "SIGKILL");
const at = (name: string) => (step: number) => {
  if ((point === name || (point === "stall" && name === "after-step")) && step === Number(atStep)) die();
};

const database = await openDatabase(databaseUrl);
await startTestWorker({
  database,
  databaseUrl,
  handled: [counting({ beforeStep: at("before-step"), inStep: at("in-step"), afterStep: at("after-step") })],
  ...(point === "before-take" && { beforeTake: die }),
});
