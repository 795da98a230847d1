import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inProject } from "./project.mjs";
import { runQuietly } from "./run-program.mjs";
import { withProgress } from "./say.mjs";

/** What our statistics are compared with. */
const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "statsmodels==0.15.0"];

/** A virtual environment, kept between runs; other versions get another one. */
const cached = inProject(".cache", "statistics", PACKAGES.join("-"));
const inEnvironment = (folder) =>
  process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");

/** Path of a Python with NumPy, SciPy and statsmodels, or null. TEST_STATISTICS names one directly. */
export function findStatistics() {
  if (process.env.TEST_STATISTICS) return process.env.TEST_STATISTICS;
  return existsSync(join(cached, "complete")) ? inEnvironment(cached) : null;
}

/** An environment stops working when its Python is replaced. */
const works = async (python) => (await runQuietly(python, ["-c", "import numpy, scipy, statsmodels"])).code === 0;

/**
 * Finds it, else installs the packages, which takes a minute once. Resolves with `{ path }`, or with `{ reason }` why
 * there is none: Python and a package index are nobody's duty, so that this is never a failure.
 */
export async function findOrInstallStatistics() {
  const found = findStatistics();
  if (found && (await works(found))) return { path: found };
  const python = process.platform === "win32" ? "python" : "python3";
  if ((await runQuietly(python, ["-c", "import venv, ensurepip"])).code !== 0)
    return { reason: "statistics are compared with SciPy's by Python, which was not found with its venv module" };
  await rm(cached, { recursive: true, force: true });
  await mkdir(dirname(cached), { recursive: true });
  const made = await withProgress(
    "Installing SciPy and statsmodels to compare statistics with (a minute, once)",
    install(python),
  );
  if (made.code !== 0) {
    await rm(cached, { recursive: true, force: true });
    return { reason: `statistics are not compared with SciPy's, which could not be installed: ${lastLineOf(made)}` };
  }
  return { path: inEnvironment(cached) };
}

/** An environment cannot be moved once it is made: a folder in it says that it is complete. */
async function install(python) {
  const made = await runQuietly(python, ["-m", "venv", cached]);
  if (made.code !== 0) return made;
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"];
  // Nothing is compiled, nor is code of a package run to build it.
  const installed = await runQuietly(inEnvironment(cached), [...pip, "--only-binary=:all:", ...PACKAGES]);
  if (installed.code === 0) await rename(await mkdtemp(join(cached, "done-")), join(cached, "complete"));
  return installed;
}

const lastLineOf = ({ output }) => output.trim().split("\n").at(-1);
