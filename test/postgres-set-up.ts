/** Starts one real Postgres for the whole run of tests; `freshDatabase` gives each test file its own database in it. */
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../server/database/embedded-postgres.process.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

const PREFIX = "dramatis-test-";

/** A test's database need not survive a crash of the machine: commits are real, but do not wait for the disk. */
const settings = { fsync: "off", max_connections: "200" };

export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  await clearUpAfterKilledRuns();
  const directory = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await chmod(directory, 0o711); // when started by root, Postgres runs as its own user, which must be able to traverse it
  const postgres = await startEmbeddedPostgres(directory, settings);
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** A killed run leaves its Postgres behind: adopts it, stops it, and removes its files. */
async function clearUpAfterKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX) || isRunning(Number.parseInt(name.slice(PREFIX.length)))) continue;
    const directory = join(tmpdir(), name);
    try {
      await (await startEmbeddedPostgres(directory, settings)).stop();
      await rm(directory, { recursive: true, force: true });
    } catch {
      // It belongs to another user, or another run is removing it.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
