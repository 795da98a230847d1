import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inProject } from "./project.mjs";
import { runQuietly } from "./run-program.mjs";
import { withProgress } from "./say.mjs";

const VERSION = "1.35.2";
const MODULE = "github.com/weaviate/weaviate/cmd/weaviate-server";

/** Where the server built for tests is kept between runs. */
const cached = inProject(".cache", "weaviate", VERSION, "weaviate-server");

/** Path of a Weaviate server on this machine, or null. TEST_WEAVIATE names one directly. */
export function findWeaviate() {
  if (process.env.TEST_WEAVIATE) return process.env.TEST_WEAVIATE;
  return existsSync(cached) ? cached : null;
}

/**
 * Finds a Weaviate server, else builds it from its Go module, which takes minutes once. Resolves with `{ path }`, or
 * with `{ reason }` why there is none; `mayBeMissing`: there is no Go, which CI need not have.
 */
export async function findOrBuildWeaviate() {
  const found = findWeaviate();
  if (found) return { path: found };
  if ((await runQuietly("go", ["version"])).code !== 0)
    return {
      reason: "Weaviate is built for its tests by Go, which was not found: see https://go.dev/dl",
      mayBeMissing: true,
    };
  await mkdir(dirname(cached), { recursive: true });
  const draft = await mkdtemp(join(dirname(cached), "building-"));
  try {
    const env = { ...process.env, CGO_ENABLED: "0", GOBIN: draft };
    const building = runQuietly("go", ["install", `${MODULE}@v${VERSION}`], { env });
    const { code, output } = await withProgress(`Building Weaviate ${VERSION} for its tests (minutes, once)`, building);
    if (code !== 0) return { reason: `Weaviate could not be built: ${output.trim().split("\n").at(-1)}` };
    await rename(join(draft, "weaviate-server"), cached);
    return { path: cached };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
