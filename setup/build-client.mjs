import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findKnownProblem } from "./describe-system-problem.mjs";
import { inProject, projectFolder } from "./project.mjs";
import { runQuietly } from "./run-program.mjs";
import { SetupProblem, withProgress } from "./say.mjs";

const sources = ["client", "schema", "vite.config.ts", "package-lock.json"];
const stampFile = inProject("dist", "client.sha256");

/** Builds the client into dist/client, unless the existing build is from exactly these sources. */
export async function buildClient(node) {
  const stamp = await hashSources();
  const built = await readFile(stampFile, "utf8").catch(() => "");
  if (built === stamp) return;
  const vite = inProject("node_modules", "vite", "bin", "vite.js");
  const building = rm(stampFile, { force: true }).then(() =>
    runQuietly(node, [vite, "build", "--logLevel", "warn"], { cwd: projectFolder }),
  );
  try {
    const { code, output } = await withProgress("Building the client", building);
    if (code !== 0) throw new Error(output);
    await mkdir(inProject("dist"), { recursive: true });
    await writeFile(stampFile, stamp);
  } catch (error) {
    const cause = findKnownProblem(error.message, inProject("dist")) ?? `\n${error.message.trim()}`;
    throw new SetupProblem(`The client could not be built: ${cause}`);
  }
}

async function hashSources() {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of await listFiles(inProject(source))) {
      hash
        .update(file.slice(projectFolder.length))
        .update("\0")
        .update(await readFile(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/** A file itself, or every file below a folder but tests, in a fixed order. */
async function listFiles(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOTDIR") return null;
    throw error;
  });
  if (entries === null) return [path];
  const nested = entries
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name }) => listFiles(join(path, name)));
  return (await Promise.all(nested)).flat();
}
