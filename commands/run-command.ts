/** What the commands for a running server share: files named by the person, progress, and failures in a line. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { signInToServer, type ServerClient } from "./server-client.ts";

export type CommandPorts = {
  server: ServerClient;
  /** Prints progress to the person; results go to standard output. */
  say(line: string): void;
  wait(milliseconds: number): Promise<void>;
};

/** A file named from the person's own working directory rather than npm's. Throws an error that names the file. */
export async function readJson(name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(resolve(process.env["INIT_CWD"] ?? process.cwd(), name), "utf8"));
  } catch (error) {
    throw new Error(`${name} cannot be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** Exit codes: 0 success; 1 failure, with the reason on standard error. */
export async function runCommand(work: (ports: CommandPorts) => Promise<void>): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    await work({ server: await signInToServer(process.env), say, wait: (milliseconds) => wait(milliseconds) });
  } catch (error) {
    process.exitCode = 1;
    say(error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message);
  }
}
