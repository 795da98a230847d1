/** Finding the Postgres of a data folder, also one that an earlier server left behind. */
import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parsePostmasterFile, type Postmaster } from "./postmaster-file.ts";

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

async function isPostgresOf(home: string, pid: number): Promise<boolean> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(async () => {
    const listed = await promisify(execFile)("ps", ["-o", "args=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
    return listed.stdout;
  });
  return commandLine.includes(join(home, "cluster"));
}
