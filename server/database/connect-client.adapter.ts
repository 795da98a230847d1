import pg from "pg";
import { StartProblem } from "./start-problem.ts";

/** One connection outside the pool. A break shows in the statement that fails. Throws StartProblem, without the password. */
export async function connectClient(url: string, setting = "DATABASE_URL"): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    const { hostname, port } = new URL(url);
    throw new StartProblem(
      `The database at ${hostname}:${port || 5432} cannot be used: ${(cause as Error).message}. Check ${setting}.`,
      { cause },
    );
  }
}
