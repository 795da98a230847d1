import { access, constants, readFile, statfs } from "node:fs/promises";
import { describeSystemProblem } from "./describe-system-problem.mjs";
import { inProject, projectFolder } from "./project.mjs";
import { runQuietly } from "./run-program.mjs";
import { SetupProblem, withProgress } from "./say.mjs";

const NEEDED_MB = 900;

/** Installs the packages of package-lock.json, unless all are there. */
export async function installPackages() {
  const wanted = await readLock(inProject("package-lock.json"));
  const installed = await readLock(inProject("node_modules", ".package-lock.json"));
  if (isInstalled(wanted, installed)) return;

  const isFirst = Object.keys(installed).length === 0;
  if (isFirst) await refuseUnfitFolder();
  const why = isFirst ? "the first time" : "package-lock.json has changed";
  // NODE_ENV=production or omit=dev would leave out what builds the client.
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await withProgress(`Installing packages (${why}, a minute or two)`, runNpm(args));
  if (code !== 0)
    throw new SetupProblem(`Packages could not be installed: ${describeSystemProblem(output, projectFolder)}`);
}

/** npm rarely reports clearly that the folder is not writable or the disk is full, so both are checked first. */
async function refuseUnfitFolder() {
  await access(projectFolder, constants.W_OK).catch((error) => {
    throw new SetupProblem(`Packages cannot be installed: ${describeSystemProblem(error.message, projectFolder)}`);
  });
  const { bavail, bsize } = await statfs(projectFolder);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb >= NEEDED_MB) return;
  throw new SetupProblem(
    `The packages need about ${NEEDED_MB} MB and the disk that holds ${projectFolder} has ${freeMb} MB free. Free some space and run it again.`,
  );
}

/** Packages by folder. A lock that is missing or unreadable counts as empty. */
async function readLock(path) {
  try {
    return JSON.parse(await readFile(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/** Whether every wanted package is installed in the wanted version; optional ones may be missing. */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([folder, { version, optional, devOptional }]) => {
    if (folder === "") return true;
    const found = installed[folder];
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

/** The npm that started us, else the one on PATH. */
export function runNpm(args) {
  const options = { cwd: projectFolder };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) return runQuietly(process.execPath, [npm, ...args], options);
  // On Windows npm is a .cmd, which only a shell runs; the arguments are ours and hold no spaces.
  return runQuietly("npm", args, { ...options, shell: process.platform === "win32" });
}
