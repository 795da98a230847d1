/** Supervises the embedded models' process: starts it, restarts it after a crash, stops it. */
import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { message, verbatim, type Message } from "../../../schema/messages/message.ts";
import type { LoadReport, LoadRequest, WriterProperties, WritingRole } from "./embedded-model.program.ts";
import { rememberedThreads } from "./remembered-threads.process.ts";

const PROGRAM = fileURLToPath(new URL("./embedded-model.program.ts", import.meta.url));
const FIRST_RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 60_000;
/** A process that ran this long started properly. */
const HEALTHY_MS = 60_000;
const TRIES_BEFORE_READY = 3;

export type EmbeddedRole = LoadRequest["role"];

export type EmbeddedState<Properties> =
  | { phase: "loading" | "measuring" }
  | ({ phase: "ready" } & Properties)
  /** It will be loaded again automatically. */
  | { phase: "restarting"; problem: Message }
  /** It will not be loaded again: this model cannot run here. */
  | { phase: "failed"; problem: Message };

export type WriterState = EmbeddedState<WriterProperties>;
export type EmbeddingState = EmbeddedState<object>;

/** Called with each change. */
export type EmbeddedListeners = {
  onWriter(role: WritingRole, state: WriterState): void;
  onEmbedding(state: EmbeddingState): void;
};

export type EmbeddedRunner = {
  readonly socketPath: string;
  /** Returns at once. The process is started for the first model. */
  load(role: EmbeddedRole, file: string): void;
  close(): Promise<void>;
};

type Wanted = { file: string; phase: "waiting" | "loading" | "ready"; tries: number };

/** @param threadsFile remembers how many threads suit each model that writes on this machine */
export function runEmbeddedModels(threadsFile: string, listeners: EmbeddedListeners): EmbeddedRunner {
  const { socketPath, removeFolder } = makeSocketPath();
  const wanted = new Map<EmbeddedRole, Wanted>();
  let child: ChildProcess | null = null;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;

  const show = (role: EmbeddedRole, state: EmbeddingState): void =>
    role === "embedding" ? listeners.onEmbedding(state) : listeners.onWriter(role, state as WriterState);

  /** Loads what waits to be loaded, in a new process if there is none. */
  function proceed(): void {
    if (closed || wanted.size === 0) return;
    child ??= start();
    for (const [role, each] of wanted) {
      if (each.phase !== "waiting") continue;
      each.phase = "loading";
      const { file } = each;
      const request: LoadRequest =
        role === "embedding" ? { role, file } : { role, file, threads: rememberedThreads(threadsFile, file).get() };
      child.send(request);
    }
  }

  function start(): ChildProcess {
    const startedAt = Date.now();
    // Does not inherit the parent's execArgv (a debugger's port, a test runner's loader).
    const process = fork(PROGRAM, [socketPath], { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
    process.on("message", onReport);
    // Sending to a process that has just died is an error, too; its exit reports it.
    process.on("error", () => undefined);
    process.on("exit", (code, signal) => {
      child = null;
      if (closed) return;
      const isHealthy = Date.now() - startedAt > HEALTHY_MS;
      const problem = message("model-stopped", { reason: signal ?? `exit code ${code}` });
      for (const [role, each] of wanted) if (each.phase !== "waiting") fail(role, each, problem, isHealthy);
    });
    return process;
  }

  function onReport(report: LoadReport): void {
    const { role, type } = report;
    const each = wanted.get(role);
    if (closed || !each) return;
    if (type === "step") return show(role, { phase: report.step });
    if (type === "failed") return fail(role, each, verbatim(report.message), false);
    each.phase = "ready";
    if (role === "embedding") return show(role, { phase: "ready" });
    const { threads, tokensPerSecond, sequences, talks } = report;
    rememberedThreads(threadsFile, each.file).set(threads);
    listeners.onWriter(role, { phase: "ready", threads, tokensPerSecond, sequences, talks });
  }

  function fail(role: EmbeddedRole, each: Wanted, problem: Message, isHealthy: boolean): void {
    const wasReady = each.phase === "ready";
    each.phase = "waiting";
    each.tries = wasReady && isHealthy ? 1 : each.tries + 1;
    if (!wasReady && each.tries >= TRIES_BEFORE_READY) {
      wanted.delete(role);
      return show(role, { phase: "failed", problem });
    }
    show(role, { phase: "restarting", problem });
    if (retry) clearTimeout(retry);
    retry = setTimeout(proceed, Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** (each.tries - 1)));
  }

  return {
    socketPath,
    load(role, file) {
      wanted.set(role, { file, phase: "waiting", tries: 0 });
      proceed();
    },
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
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
