import { getPriority } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWorker } from "./support/find-worker.ts";
import { startWorld, type World } from "./support/start-world.ts";

/** Complete servers, on a machine that may be busy. */
const LONG_TEST_MS = 240_000;
const PATIENCE = { timeout: 60_000 };
let world: World;
let token = "";

beforeAll(async () => void (world = await startWorld({ WORKER: "on" })), LONG_TEST_MS);
afterAll(() => world.close(), LONG_TEST_MS);

async function call<Answer>(path: string, method = "GET", body?: object): Promise<Answer> {
  const answer = await fetch(`${world.url}/api/${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
type State = { isWorkerAlive: boolean; queued: number };
const readState = () => call<State>("jobs/state");
const statuses = async () => (await call<{ jobs: { status: string }[] }>("jobs")).jobs.map(({ status }) => status);

/** The process id of a worker, once there is another one than `before`. */
async function workerAfter(before: number | null): Promise<number> {
  let found: number | null = null;
  await expect
    .poll(async () => {
      found = await findWorker(world.process.pid!);
      return found !== null && found !== before;
    }, PATIENCE)
    .toBe(true);
  return found!;
}
const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

test.skipIf(process.platform !== "linux")(
  "O7 a server keeps a worker of low priority; while that is unavailable talk continues and waiting work is reported; it comes back after kill -9 of either, and ends with the server",
  { timeout: LONG_TEST_MS },
  async () => {
    await expect.poll(() => /#\/admin\?token=(\S+)/.exec(world.printed())?.[1], PATIENCE).toBeTruthy();
    const link = /#\/admin\?token=(\S+)/.exec(world.printed())![1];
    token = (await call<{ token: string }>("auth/admin-link", "POST", { token: link })).token;
    const first = await workerAfter(null);
    await expect.poll(async () => (await readState()).isWorkerAlive, PATIENCE).toBe(true);
    expect(getPriority(first)).toBeGreaterThan(getPriority(world.process.pid!));

    process.kill(first, "SIGSTOP");
    await call("jobs", "POST", { name: "reconcile-bills" });
    await expect.poll(async () => (await readState()).isWorkerAlive, PATIENCE).toBe(false);
    expect(await readState()).toMatchObject({ queued: 1 });
    const { items } = await call<{ items: { id: string }[] }>("personas");
    const chat = { message: "Hello, who are you?", personaId: items[0]!.id, sessionId: "without a worker" };
    expect((await call<{ message: string }>("chat", "POST", chat)).message).not.toBe("");

    process.kill(first, "SIGKILL");
    const second = await workerAfter(first);
    await expect.poll(statuses, PATIENCE).toEqual(["completed"]);
    expect(world.printed()).toContain("The worker ended (SIGKILL). It is started again; jobs go on where they were.");

    await world.kill();
    await expect.poll(() => isGone(second), PATIENCE).toBe(true);
    await world.restart();
    const third = await workerAfter(null);
    await expect.poll(async () => (await readState()).isWorkerAlive, PATIENCE).toBe(true);
    expect(await statuses()).toEqual(["completed"]);

    await world.stop();
    expect(isGone(third)).toBe(true);
  },
);
