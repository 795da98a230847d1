/** The folder that holds the database: making it, and saying what is wrong with it. */
import { constants, existsSync } from "node:fs";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lastLine } from "./postgres-cluster.process.ts";
import { describeDirectoryProblem } from "./start-problem.ts";

const PROBE_BYTES = 64 * 1024;

/** Like mkdir, whose own error on a read-only disk is that something does not exist. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    let ancestor = path;
    while (!existsSync(ancestor)) ancestor = dirname(ancestor);
    await access(ancestor, constants.W_OK);
    throw error;
  }
}

/** Why Postgres did not start in this folder, in one line. */
export async function describeFailure(home: string): Promise<string> {
  const log = join(home, "postgres.log");
  const said = await readFile(log, "utf8").catch(() => "");
  // A full disk leaves no room for the log that would say so.
  const probe = join(home, `probe-${process.pid}`);
  const refused = await writeFile(probe, Buffer.alloc(PROBE_BYTES)).then(
    () => "",
    (error: unknown) => String(error),
  );
  await rm(probe, { force: true });
  return (
    describeDirectoryProblem(`${said}\n${refused}`, home) ??
    `Postgres did not start: ${lastLine(said)} (its log is ${log}).`
  );
}
