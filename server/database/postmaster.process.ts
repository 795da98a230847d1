/** Finding the Postgres of a data folder, also one that an earlier server left behind. */
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { parsePostmasterFile, type Postmaster } from "./postmaster-file.ts";

const POLL_MS = 25;

/** What the Postgres of this folder says of itself; null when there is none. */
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
  // A restart gave the dead Postgres's number to another program; Postgres itself would wait for it for ever.
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
 * Ends the Postgres of this folder; returns when its process is gone. Told to stop while it recovers from a crash,
 * Postgres 18 may wait for ever: one that has not ended in time is told to drop everything, then killed. What was
 * committed is in its log either way.
 */
export async function endPostmaster(home: string, pid: number, patienceMs: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!(await isPostgresOf(home, pid))) return;
    tell(pid, signal);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(POLL_MS))
      if (!isAlive(pid)) return;
  }
}

/** Does not wait: for a process that is about to end. */
export const killPostmaster = (pid: number): void => tell(pid, "SIGKILL");

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Of a process that has ended and is only not yet reaped, nothing is read. */
async function isPostgresOf(home: string, pid: number): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(async () => {
    const listed = await promisify(execFile)("ps", ["-o", "args=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
    return listed.stdout;
  });
  return commandLine.includes(join(home, "cluster"));
}
