/** Postgres refuses to run as root; this chooses the account it runs under and starts its programs there. */
import { execFile, spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { StartProblem } from "./start-problem.ts";

const run = promisify(execFile);

export type PostgresAccount = {
  /** The owner of the cluster's files; null when that is the account running the server. */
  owner: { uid: number; gid: number } | null;
  spawn(program: string, args: string[], options: SpawnOptions): ChildProcess;
};

/** The owner of an existing cluster, otherwise `postgres`, which is created if missing. */
async function findOwner(clusterDirectory: string): Promise<{ uid: number; gid: number }> {
  const existing = await stat(clusterDirectory).catch(() => null);
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  const lookUp = async () => {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  try {
    return await lookUp();
  } catch {
    try {
      await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"]);
      return await lookUp();
    } catch (cause) {
      throw new StartProblem(
        "Postgres does not run as root and no account named postgres could be added. Start as an ordinary user, or set DATABASE_URL.",
        { cause },
      );
    }
  }
}

/**
 * `programs` must be executable and `directory` accessible by the account. Below a folder closed to
 * others (root's home), Postgres keeps root's right to traverse folders, and nothing else of root's.
 */
export async function choosePostgresAccount(
  programs: string[],
  directory: string,
  clusterDirectory: string,
): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { owner: null, spawn };
  const owner = await findOwner(clusterDirectory);
  const reachable = await run(
    "sh",
    ["-c", 'cd "$0" && for p in "$@"; do test -x "$p" || exit 1; done', directory, ...programs],
    owner,
  ).then(
    () => true,
    () => false,
  );
  if (reachable) return { owner, spawn: (program, args, options) => spawn(program, args, { ...options, ...owner }) };

  const setpriv = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    "--clear-groups",
    // Postgres checks by access(2) whether it may run its own programs; without this, that call drops the capability.
    "--securebits=+no_setuid_fixup",
    "--bounding-set=-all,+dac_override",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=-all,+dac_override",
  ];
  const allowed = await run("setpriv", [...setpriv, programs[0]!, "--version"]).then(
    () => true,
    () => false,
  );
  if (!allowed) {
    throw new StartProblem(
      `Postgres runs as the account postgres, which may not enter ${directory}. Move the project out of a closed folder such as /root, set DATA_DIR elsewhere, or start as an ordinary user.`,
    );
  }
  return { owner, spawn: (program, args, options) => spawn("setpriv", [...setpriv, program, ...args], options) };
}
