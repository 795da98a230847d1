/** Finds the Postgres of a data folder, even one that an earlier server left behind. */
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { parsePostmasterFile, type Postmaster } from "./postmaster-file.ts";

const POLL_MS = 25;

/** The `postmaster.pid` of this folder's Postgres; null when there is none. */
export async function readPostmaster(home: string): Promise<Postmaster | null> {
  const text = await readFile(join(home, "cluster", "postmaster.pid"), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return parsePostmasterFile(text);
}

/** The live Postgres of this folder, to be adopted. */
export async function findRunning(home: string): Promise<Postmaster | null> {
  const postmaster = await readPostmaster(home);
  if (!postmaster || !isAlive(postmaster.pid)) return null;
  if (await isPostgresOf(home, postmaster.pid)) return postmaster;
  // After a reboot the dead Postgres's pid belongs to another program; Postgres itself would wait for it forever.
  await rm(join(home, "cluster", "postmaster.pid"), { force: true });
  return null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Stops the Postgres of this folder; resolves when its process is gone. Postgres 18 may wait forever when it is
 * stopped while recovering from a crash: one that has not ended in time is asked for an immediate shutdown, then
 * killed. Committed data is in its log either way.
 */
export async function endPostmaster(home: string, pid: number, patienceMs: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!(await isPostgresOf(home, pid))) return;
    signalProcess(pid, signal);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(POLL_MS))
      if (!isAlive(pid)) return;
  }
}

/** Does not wait, for use in a process that is about to end. */
export const killPostmaster = (pid: number): void => signalProcess(pid, "SIGKILL");

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** False for a zombie process, whose command line is empty. */
async function isPostgresOf(home: string, pid: number): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(async () => {
    const listed = await promisify(execFile)("ps", ["-o", "args=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
    return listed.stdout;
  });
  return commandLine.includes(join(home, "cluster"));
}
