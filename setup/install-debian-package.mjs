import { existsSync } from "node:fs";
import { runQuietly } from "./run-program.mjs";
import { withProgress } from "./say.mjs";

/** Installs a Debian package where that needs no password. `isPossible` is false elsewhere; `lastLine` is the last line of apt's output. */
export async function installDebianPackage(name, doing) {
  const asRoot = await findRoot();
  if (!existsSync("/etc/debian_version") || !asRoot) return { isPossible: false, lastLine: "" };
  const run = (...command) => {
    const [program, ...args] = [...asRoot, ...command];
    return runQuietly(program, args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  };
  const installing = run("apt-get", "update").then(() =>
    run("apt-get", "install", "-y", "--no-install-recommends", name),
  );
  const { output } = await withProgress(doing, installing);
  return { isPossible: true, lastLine: output.trim().split("\n").at(-1) };
}

/** The command prefix for running as root: empty for root, sudo where it needs no password, otherwise null. */
async function findRoot() {
  if (process.getuid?.() === 0) return [];
  const { code } = await runQuietly("sudo", ["-n", "true"]);
  return code === 0 ? ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"] : null;
}
