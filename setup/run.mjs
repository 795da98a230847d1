/** Runs one of our TypeScript programs on the pinned Node: `node setup/run.mjs PROGRAM.ts [ARGUMENTS]`. */
import { prepare } from "./prepare.mjs";
import { runProgram } from "./run-program.mjs";
import { runEntry } from "./say.mjs";

await runEntry(async () => {
  process.exitCode = await runProgram(await prepare(), process.argv.slice(2));
});
