/** Supervises the embedded model's process: starts it, restarts it after a crash, stops it. */
import { fork, type ChildProcess } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { message, verbatim, type Message } from "../../../schema/messages/message.ts";
import type { EmbeddedModelOptions, EmbeddedModelReport } from "./embedded-model.program.ts";

const PROGRAM = fileURLToPath(new URL("./embedded-model.program.ts", import.meta.url));
const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 60_000;
/** A process that ran this long started properly. */
const HEALTHY_MS = 60_000;
const TRIES_BEFORE_READY = 3;

export type EmbeddedState =
  | { phase: "loading" | "measuring" }
  | { phase: "ready"; sequences: number; threads: number; tokensPerSecond: number | null; talks: boolean }
  /** It will be restarted automatically. */
  | { phase: "restarting"; problem: Message }
  /** It will not be restarted: this model cannot run here. */
  | { phase: "failed"; problem: Message };

export type EmbeddedRunner = {
  readonly socketPath: string;
  close(): Promise<void>;
};

/**
 * @param threadsFile remembers how many threads suit this model on this machine
 * @param onState called with each change, never before this function has returned
 */
export function runEmbeddedModel(
  modelFile: string,
  threadsFile: string,
  onState: (state: EmbeddedState) => void,
): EmbeddedRunner {
  const { socketPath, removeFolder } = makeSocketPath();
  const threads = rememberedThreads(threadsFile, modelFile);
  let child: ChildProcess | null = null;
  let restart: NodeJS.Timeout | null = null;
  let crashes = 0;
  let closed = false;

  function start(): void {
    const startedAt = Date.now();
    let ready = false;
    let reason = "";
    const options: EmbeddedModelOptions = { modelFile, socketPath, threads: threads.get() };
    // Does not inherit the parent's execArgv (a debugger's port, a test runner's loader).
    const process = fork(PROGRAM, [JSON.stringify(options)], {
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child = process;
    process.on("message", (report: EmbeddedModelReport) => {
      if (report.type === "step") onState({ phase: report.step });
      else if (report.type === "failed") reason = report.message;
      else {
        ready = true;
        threads.set(report.threads);
        onState({
          phase: "ready",
          sequences: report.sequences,
          threads: report.threads,
          tokensPerSecond: report.tokensPerSecond,
          talks: report.talks,
        });
      }
    });
    process.on("exit", (code, signal) => {
      child = null;
      if (closed) return;
      crashes = ready && Date.now() - startedAt > HEALTHY_MS ? 1 : crashes + 1;
      const problem = reason ? verbatim(reason) : message("model-stopped", { reason: signal ?? `exit code ${code}` });
      if (!ready && crashes >= TRIES_BEFORE_READY) return onState({ phase: "failed", problem });
      onState({ phase: "restarting", problem });
      restart = setTimeout(start, Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** (crashes - 1)));
    });
  }

  start();
  return {
    socketPath,
    async close() {
      closed = true;
      if (restart) clearTimeout(restart);
      const running = child;
      if (running) {
        const ended = new Promise((resolve) => running.once("exit", resolve));
        running.kill();
        await ended;
      }
      removeFolder();
    },
  };
}

/** In a folder only this user may enter; a named pipe gets an unguessable name. */
function makeSocketPath(): { socketPath: string; removeFolder(): void } {
  if (process.platform === "win32")
    return { socketPath: `\\\\.\\pipe\\dramatis-${randomUUID()}`, removeFolder: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "dramatis-voice-"));
  return {
    socketPath: join(folder, "voice.sock"),
    removeFolder: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Measured thread counts by model file and machine, in one small JSON file. */
function rememberedThreads(file: string, modelFile: string) {
  const key = createHash("sha256")
    .update([modelFile, statSync(modelFile).size, cpus()[0]?.model, availableParallelism()].join("\n"))
    .digest("hex")
    .slice(0, 16);
  const read = (): Record<string, number> => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    } catch {
      // Missing or corrupt: measure again.
      return {};
    }
  };
  return {
    get: (): number | null => read()[key] ?? null,
    set: (threads: number): void => {
      if (read()[key] === threads) return;
      try {
        writeFileSync(file, `${JSON.stringify({ ...read(), [key]: threads })}\n`);
      } catch {
        // If the folder is not writable, the next start just measures again.
      }
    },
  };
}
