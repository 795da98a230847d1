import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebianPackage } from "./install-debian-package.mjs";

/** Path of a redis-server on this machine, or null. TEST_REDIS names one directly. */
export function findRedis() {
  if (process.env.TEST_REDIS) return process.env.TEST_REDIS;
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/local/sbin", "/usr/sbin", "/usr/bin"];
  return folders.map((folder) => join(folder, "redis-server")).find((path) => existsSync(path)) ?? null;
}

/** Finds a redis-server, else installs Debian's. Resolves with `{ path }`, or with `{ reason }` why there is none. */
export async function findOrInstallRedis() {
  const found = findRedis();
  if (found) return { path: found };
  const { isPossible, lastLine } = await installDebianPackage("redis-server", "Installing Redis for its tests");
  const installed = findRedis();
  if (installed) return { path: installed };
  return {
    reason: isPossible
      ? `Redis could not be installed: ${lastLine}`
      : "no redis-server was found: install redis-server and run it again",
  };
}
