/** The backstories that ship, read from their folder and added to the pool of a workspace, once (SPEC S2). */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChangeBus } from "../../changes/open-change-bus.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { StartProblem } from "../../database/start-problem.ts";
import { listWorkspaceIds } from "../../workspace/workspaces.store.ts";
import type { BackstoryPool } from "./backstory-pool.store.ts";
import { parseBackstory, type AuthoredFile } from "./parse-backstory.ts";

export async function readAuthoredBackstories(folder: string): Promise<AuthoredFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      try {
        return { key: name.replace(/\.md$/, ""), ...parseBackstory(await readFile(path, "utf8")) };
      } catch (error) {
        throw new StartProblem(`The backstory ${path} cannot be used: ${(error as Error).message}`, { cause: error });
      }
    }),
  );
}

type SeedingPorts = {
  pool: Pick<BackstoryPool, "addAuthored">;
  folder: string;
  database: Database;
  changes: Pick<ChangeBus, "subscribe">;
};

/** Every workspace has them, one that is made while the server runs at once. @returns a function that ends this */
export async function keepPoolsSeeded({ pool, folder, database, changes }: SeedingPorts): Promise<() => Promise<void>> {
  const seedAll = async () => seedBackstories(pool, folder, await listWorkspaceIds(database));
  const unsubscribe = changes.subscribe("workspaces", {
    onChange: ({ workspaceId }) => seedBackstories(pool, folder, [workspaceId]),
    onGap: seedAll,
  });
  await seedAll();
  return async () => unsubscribe();
}

/** Adds those that a pool lacks; those that are there stay as they are. */
export async function seedBackstories(
  pool: Pick<BackstoryPool, "addAuthored">,
  folder: string,
  workspaceIds: readonly string[],
): Promise<void> {
  const files = await readAuthoredBackstories(folder);
  for (const workspaceId of workspaceIds) await pool.addAuthored(workspaceId, files);
}
