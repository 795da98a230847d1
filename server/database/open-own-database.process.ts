import { claimData } from "./claim-data.process.ts";
import { describeFailure } from "./data-folder.process.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.process.ts";
import { StartProblem } from "./start-problem.ts";
import { watchData } from "./watch-data.process.ts";

export type OwnDatabase = {
  url: string;
  /** Why it cannot store anything, for people; null when all is well. */
  problem(): string | null;
  /** Stops it. A process that ends without calling this kills it; committed data is kept. */
  close(): Promise<void>;
};

type Listeners = {
  /** Called with a problem, or its end. */
  onNews(text: string): void;
  /** Called when it cannot be recovered while this server runs. */
  onLost(reason: string): void;
};

/** Postgres recovers from the death of one of its processes in seconds; after this long it is considered hung. */
const RECOVERY_MS = 60_000;

/** The embedded Postgres of a data folder, for this server only: started, claimed, watched, stopped. Throws StartProblem. */
export async function openOwnDatabase(
  folder: string,
  publicUrl: string,
  { onNews, onLost }: Listeners,
): Promise<OwnDatabase> {
  forgetPostgresVariables(process.env);
  const postgres = await startEmbeddedPostgres(folder);
  let isOurs = true;
  let awaySince: number | null = null;

  /** Called while its connection is broken. */
  async function findEnd(): Promise<string | null> {
    if (awaySince === null) onNews("The database met a failure of its own and is coming back.");
    awaySince ??= performance.now();
    if (!postgres.isAlive()) return describeFailure(folder, "The database has stopped");
    return performance.now() - awaySince > RECOVERY_MS ? "The database does not come back." : null;
  }

  const claim = await claimData(postgres.url, publicUrl, {
    findEnd,
    onReturn() {
      awaySince = null;
      onNews("The database is back. Nothing that was shown as said is lost.");
    },
  }).catch(async (error: unknown) => {
    // The server whose claim is refused leaves Postgres running for the other.
    if (postgres.isOwn && !(error instanceof StartProblem)) await postgres.stop();
    throw error;
  });
  const watch = watchData(folder, (problem) => {
    if (problem?.type === "gone") onLost(problem.text);
    else onNews(problem?.text ?? `There is room again in ${folder}.`);
  });
  void claim.lost.then(({ reason, isElsewhere }) => {
    isOurs = !isElsewhere;
    onLost(reason);
  });

  const abandon = () => {
    if (isOurs) postgres.kill();
  };
  process.on("exit", abandon);

  return {
    url: postgres.url,
    problem: () => watch.problem()?.text ?? null,
    async close() {
      watch.close();
      await claim.release();
      if (isOurs) await postgres.stop();
      process.off("exit", abandon);
    },
  };
}

/** Removes PGSSLMODE, PGOPTIONS and the like, which the driver would apply although they are meant for another Postgres. */
export function forgetPostgresVariables(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) if (/^PG[A-Z]+$/.test(name)) delete environment[name];
}
