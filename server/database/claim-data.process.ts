import { keepConnection } from "./keep-connection.adapter.ts";
import { StartProblem } from "./start-problem.ts";

export type DataClaim = {
  /** Resolves when the claim went with its connection and cannot be had back. */
  lost: Promise<LostClaim>;
  release(): Promise<void>;
};

/** `reason` is for people; `isElsewhere`: another server has it. */
type LostClaim = { reason: string; isElsewhere: boolean };

type Listeners = {
  /** Why the database will not come back, asked while it is away; null: it may. */
  findEnd?: () => Promise<string | null>;
  /** Told when the claim holds again. */
  onReturn?: () => void;
};

/** Any number; the same in every server. */
const SERVER_LOCK = 7_032_402;

/**
 * Makes this process the one server of an embedded database. The lock ends with its connection, so a killed server
 * leaves none behind; a connection that breaks is taken up again. Throws StartProblem that names where the other one is.
 */
export async function claimData(
  databaseUrl: string,
  publicUrl: string,
  { findEnd, onReturn }: Listeners = {},
): Promise<DataClaim> {
  const { promise: lost, resolve: lose } = Promise.withResolvers<LostClaim>();
  const { close } = await keepConnection(
    databaseUrl,
    async (client) => {
      await client.query("select set_config('application_name', $1, false)", [publicUrl.slice(0, 63)]);
      const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
        SERVER_LOCK,
      ]);
      if (rows[0]?.locked) return;
      const holder = await client.query<{ url: string }>(
        "select application_name as url from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1 and granted",
        [SERVER_LOCK],
      );
      throw new StartProblem(
        `Dramatis already runs on this data, at ${holder.rows[0]?.url ?? "another address"}. Open it there, stop it first, or set DATA_DIR to another folder.`,
      );
    },
    {
      ...(onReturn && { onReturn }),
      async onAway(error) {
        if (error instanceof StartProblem) return lose({ reason: error.message, isElsewhere: true });
        const reason = await findEnd?.();
        if (reason) lose({ reason, isElsewhere: false });
      },
    },
  );
  return { lost, release: close };
}
