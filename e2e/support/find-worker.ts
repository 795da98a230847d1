/** Finds a server's worker process by Linux's /proc. */
import { readFile } from "node:fs/promises";

/** @returns its process id; null when it has none now */
export async function findWorker(server: number): Promise<number | null> {
  const children = await readFile(`/proc/${server}/task/${server}/children`, "utf8").catch(() => "");
  for (const pid of children.trim().split(/\s+/).filter(Boolean)) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command.includes("server/worker.ts")) return Number(pid);
  }
  return null;
}
