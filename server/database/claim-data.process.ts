import { SERVER_LOCK } from "./advisory-locks.ts";
import { keepConnection } from "./keep-connection.adapter.ts";
import { StartProblem } from "./start-problem.ts";

export type DataClaim = {
  /** Resolves when the claim was lost with its connection and cannot be regained. */
  lost: Promise<LostClaim>;
  release(): Promise<void>;
};

/** `reason` is for people; `isElsewhere`: another server has it. */
type LostClaim = { reason: string; isElsewhere: boolean };

type Listeners = {
  /** Called while the database is unavailable: why it will not come back; null if it may. */
  findEnd?: () => Promise<string | null>;
  /** Called when the claim has been regained. */
  onReturn?: () => void;
};

/**
 * Makes this process the only server of an embedded database. The lock ends with its connection, so a killed server
 * leaves none behind; a broken connection is re-established. Throws StartProblem that names the other server.
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
