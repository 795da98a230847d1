/** Supervises the worker process beside the server: starts it, restarts it when it died, stops it. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../worker.ts", import.meta.url));
const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 60_000;
/** A process that ran this long started properly. */
const HEALTHY_MS = 60_000;
/** Longer than giving back its jobs takes. */
const END_PATIENCE_MS = 15_000;

/** @param warn called when it died */
export function keepWorker(warn: (text: string) => void): { close(): Promise<void> } {
  let child: ChildProcess | null = null;
  let restart: NodeJS.Timeout | null = null;
  let deaths = 0;
  let isClosed = false;

  function start(): void {
    const startedAt = performance.now();
    // Its channel closes when we end, however that happens. It does not inherit our execArgv (a debugger's port).
    const started = fork(PROGRAM, { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] });
    child = started;
    started.once("exit", (code, signal) => {
      child = null;
      if (isClosed) return;
      deaths = performance.now() - startedAt > HEALTHY_MS ? 1 : deaths + 1;
      warn(
        `The worker ended (${signal ?? `exit code ${code}`}). It is being restarted; jobs resume where they stopped.`,
      );
      restart = setTimeout(start, Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** (deaths - 1)));
    });
    started.on("error", (error) => warn(`The worker cannot be started: ${error.message}`));
  }

  start();
  return {
    async close() {
      isClosed = true;
      if (restart) clearTimeout(restart);
      const running = child;
      if (!running) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      const tooLong = setTimeout(() => running.kill("SIGKILL"), END_PATIENCE_MS);
      await ended;
      clearTimeout(tooLong);
    },
  };
}
