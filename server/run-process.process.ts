/** The lifecycle of a process of ours: its settings, its log, and what it opens, which is closed in reverse order. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import type { Configuration } from "./configuration/configuration.ts";
import { readConfiguration, type SecretFiles } from "./configuration/read-configuration.process.ts";
import { StartProblem } from "./database/start-problem.ts";
import { openLog } from "./http/open-log.process.ts";

export const PROJECT_FOLDER = resolve(import.meta.dirname, "..");

export type ProcessPorts = {
  configuration: Configuration;
  secretFiles: SecretFiles;
  version: string;
  publicUrl: string;
  dataFolder: string;
  log: Logger;
  /** Prints on screen. */
  say(line: string): void;
  /** Warns the operator, on screen and in the log. */
  warnOperator(text: string): void;
  reportTo(area: string): (error: unknown) => void;
  /** Stops the process, because something essential was lost. */
  giveUp(reason: string): void;
  /** Runs `step` on shutdown, newest first. */
  atEnd(step: () => Promise<unknown>): void;
  /** Shuts the process down gracefully. */
  end(exitCode: number): Promise<void>;
  isEnding(): boolean;
  now(): Date;
};

export type ProcessOptions = {
  /** Printed when it is asked to stop. */
  stopping: string;
  /** Its name for people. */
  name: string;
  /** Longer than everything it opens needs to close at most. */
  shutdownMs: number;
  /** Logs instead of printing on screen, where another process of ours prints. */
  isQuiet?: boolean;
};

const STOP_ECHO_MS = 1000;

export async function runProcess(
  { stopping, name, shutdownMs, isQuiet = false }: ProcessOptions,
  start: (ports: ProcessPorts) => Promise<void>,
): Promise<void> {
  /** Shutdown steps of what has been started, run in reverse order. */
  const endings: (() => Promise<unknown>)[] = [];
  // With closed output (a closed terminal, `| head`), it still runs, and still stops when asked to.
  const stayCalm = () => undefined;
  process.stdout.on("error", stayCalm);
  process.stderr.on("error", stayCalm);
  const { log, hideSecrets } = openLog();
  const say = (line: string): void => (isQuiet ? log.info(line) : void process.stdout.write(`${line}\n`));
  const reportTo = (area: string) => (error: unknown) => log.error({ err: error }, area);
  const warnOperator = (text: string): void => {
    if (!isQuiet) say(text);
    log.warn(text);
  };

  let ending: Promise<void> | null = null;
  function end(exitCode: number): Promise<void> {
    ending ??= (async () => {
      setTimeout(() => process.exit(1), shutdownMs).unref();
      for (const step of endings.toReversed()) await step().catch(reportTo("shutdown"));
      process.exit(exitCode);
    })();
    return ending;
  }
  function giveUp(reason: string): void {
    if (ending) return;
    warnOperator(`${reason} The ${name} stops. Nothing that was shown as said is lost.`);
    void end(1);
  }
  let stopAskedAt = -Infinity;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // A stop signal sent to the whole process group also arrives through npm, as an echo.
      const isEcho = performance.now() - stopAskedAt < STOP_ECHO_MS;
      stopAskedAt = performance.now();
      if (ending && !isEcho) process.exit(1); // a second signal stops at once
      if (ending) return;
      say(stopping);
      void end(0);
    });
  }
  process.on("unhandledRejection", (error) => log.error({ err: error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "uncaught exception");
    say(`The ${name} met an error it cannot go on from and stops. What happened is in its log.`);
    void end(1);
  });

  try {
    const { configuration, secretFiles } = readConfiguration(process.env, PROJECT_FOLDER);
    hideSecrets(configuration, secretFiles);
    const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string };
    await start({
      configuration,
      secretFiles,
      version,
      publicUrl: configuration.PUBLIC_URL ?? `http://localhost:${configuration.PORT}`,
      dataFolder: resolve(PROJECT_FOLDER, configuration.DATA_DIR),
      log,
      say,
      warnOperator,
      reportTo,
      giveUp,
      atEnd: (step) => void endings.push(step),
      end,
      isEnding: () => ending !== null,
      now: () => new Date(),
    });
  } catch (error) {
    if (error instanceof StartProblem) process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, "start failed");
    await end(1);
  }
}
