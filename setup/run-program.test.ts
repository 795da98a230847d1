import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inProject } from "./project.mjs";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "run program "));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `text` as a program below runProgram, as `npm start` runs the server; resolves with its exit code and output. */
async function runBelow(text: string, onOutput: (output: string, stop: (signal: NodeJS.Signals) => void) => void) {
  const program = join(folder, "program.mjs");
  await writeFile(program, text);
  const launcher = `import { runProgram } from ${JSON.stringify(inProject("setup", "run-program.mjs"))};
    process.exitCode = await runProgram(process.execPath, [${JSON.stringify(program)}]);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", launcher], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
    onOutput(output, (signal) => child.kill(signal));
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

test("O1 a program's exit code comes back", async () => {
  expect(await runBelow("process.exit(7)", () => {})).toMatchObject({ code: 7 });
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "O5 %s reaches the program once, and its own end is waited for",
  async (signal) => {
    const text = `let stops = 0;
    process.on(${JSON.stringify(signal)}, () => { stops += 1; setImmediate(() => { console.log("stops", stops); process.exit(3); }); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
    let isReady = false;
    const { code, output } = await runBelow(text, (said, stop) => {
      if (!isReady && said.includes("ready")) stop(signal);
      isReady ||= said.includes("ready");
    });
    expect(output).toContain("stops 1");
    expect(code).toBe(3);
  },
);

test("O5 a program that is killed is distinguished from one that ends well", async () => {
  expect(await runBelow(`process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`, () => {})).toMatchObject({
    code: 137,
  });
});
