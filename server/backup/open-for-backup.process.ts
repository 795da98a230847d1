import { stat } from "node:fs/promises";
import { join } from "node:path";
import { claimData } from "../database/claim-data.process.ts";
import { findEmbeddedPostgres, startEmbeddedPostgres } from "../database/embedded-postgres.process.ts";
import { forgetPostgresVariables } from "../database/open-own-database.process.ts";
import { StartProblem } from "../database/start-problem.ts";

/** Opens the embedded Postgres of a data folder, whether or not a server uses it. Throws StartProblem. */
export async function openForBackup(dataFolder: string): Promise<{ url: string; close(): Promise<void> }> {
  const home = join(dataFolder, "postgres");
  forgetPostgresVariables(process.env);
  const running = await findEmbeddedPostgres(home);
  if (running) return { url: running, close: async () => undefined };
  if (!(await stat(join(home, "cluster")).catch(() => null)))
    throw new StartProblem(`There is nothing to back up: ${dataFolder} holds no data yet.`);
  const postgres = await startEmbeddedPostgres(home);
  return {
    url: postgres.url,
    async close() {
      if (!postgres.isOwn) return;
      // A server that started meanwhile has claimed it and keeps using it.
      const claim = await claimData(postgres.url, "npm run backup").catch(() => null);
      if (!claim) return;
      await postgres.stop();
      await claim.release();
    },
  };
}
