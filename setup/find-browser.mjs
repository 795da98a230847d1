import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./run-program.mjs";
import { withProgress } from "./say.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPrograms = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium on this machine, or null. TEST_BROWSER names one directly. */
export function findBrowser() {
  if (process.env.TEST_BROWSER) return process.env.TEST_BROWSER;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macPrograms];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Finds a Chromium, else installs Debian's. Resolves with `{ path }`, or `{ reason }` why there is none. */
export async function findOrInstallBrowser() {
  const found = findBrowser();
  if (found) return { path: found };
  const asRoot = await findRoot();
  if (!existsSync("/etc/debian_version") || !asRoot)
    return { reason: "no Chromium was found: install chromium and run it again" };

  const run = (...command) => {
    const [program, ...args] = [...asRoot, ...command];
    return runQuietly(program, args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  };
  const installing = run("apt-get", "update").then(() =>
    run("apt-get", "install", "-y", "--no-install-recommends", "chromium"),
  );
  const { output } = await withProgress("Installing Chromium for the journeys", installing);
  const installed = findBrowser();
  return installed ? { path: installed } : { reason: `Chromium could not be installed: ${lastLine(output)}` };
}

/** What to put before a command to run it as root: nothing for root, sudo where it asks no password, else null. */
async function findRoot() {
  if (process.getuid?.() === 0) return [];
  const { code } = await runQuietly("sudo", ["-n", "true"]);
  return code === 0 ? ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"] : null;
}

const lastLine = (text) => text.trim().split("\n").at(-1);
