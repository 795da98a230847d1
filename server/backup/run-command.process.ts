/** Shared by `npm run backup` and `npm run restore`. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfiguration } from "../configuration/read-configuration.process.ts";
import type { Configuration } from "../configuration/configuration.ts";
import { StartProblem } from "../database/start-problem.ts";

const PROJECT_FOLDER = resolve(import.meta.dirname, "../..");
const INTERRUPTED = 130;

export type CommandPorts = {
  configuration: Configuration;
  dataFolder: string;
  /** Of this product. */
  version: string;
  /** The file argument, if given, relative to the person's working directory rather than npm's. */
  file: string | null;
  /** Prints progress to the person; the result goes to standard output. */
  say(line: string): void;
  /** Aborts when the person interrupts. */
  signal: AbortSignal;
};

/** Exit codes: 0 success; 1 failure, with the reason on standard error; 130 interrupted. */
export async function runCommand(work: (ports: CommandPorts) => Promise<void>): Promise<void> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interruption.abort());
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const { configuration } = readConfiguration(process.env, PROJECT_FOLDER);
    const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string };
    const named = process.argv[2];
    await work({
      configuration,
      dataFolder: resolve(PROJECT_FOLDER, configuration.DATA_DIR),
      version,
      file: named ? resolve(process.env.INIT_CWD ?? process.cwd(), named) : null,
      say,
      signal: interruption.signal,
    });
  } catch (error) {
    const isInterrupted = interruption.signal.aborted;
    process.exitCode = isInterrupted ? INTERRUPTED : 1;
    if (isInterrupted) say("Stopped. Nothing was changed.");
    else if (error instanceof StartProblem) say(error.message);
    else say(`${(error as Error).message}. Nothing was changed.`);
  }
}
