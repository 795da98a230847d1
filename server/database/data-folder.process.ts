/** The folder that holds the database: creating it, and describing what is wrong with it. */
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lastLine } from "./postgres-cluster.process.ts";
import { describeDirectoryProblem } from "./start-problem.ts";

const PROBE_BYTES = 64 * 1024;

/** Creates it with its parents. Node's own recursive mkdir loops forever on file systems that allow no files, such as /proc. */
export async function makeFolder(path: string, isRetry = false): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isThere = async (folder: string) => (await stat(folder).catch(() => null))?.isDirectory() === true;
    if (code === "EEXIST" && (await isThere(path))) return;
    // The parent may have been created by somebody else meanwhile.
    if (code !== "ENOENT" || (isRetry && (await isThere(dirname(path))))) throw error;
    await makeFolder(dirname(path));
    await makeFolder(path, true);
  }
}

/** Why Postgres did not start in this folder, or stopped on its own, in one line that begins with `what` where the cause is unknown. */
export async function describeFailure(home: string, what = "Postgres did not start"): Promise<string> {
  const log = join(home, "postgres.log");
  const said = await readFile(log, "utf8").catch(() => "");
  // A full disk leaves no room for a log entry about it.
  const probe = join(home, `probe-${process.pid}`);
  const refused = await writeFile(probe, Buffer.alloc(PROBE_BYTES)).then(
    () => "",
    (error: unknown) => String(error),
  );
  await rm(probe, { force: true });
  return describeDirectoryProblem(`${said}\n${refused}`, home) ?? `${what}: ${lastLine(said)} (its log is ${log}).`;
}
