/** `npm start`: from a fresh clone to a running world. */
import { buildClient } from "./build-client.mjs";
import { prepare } from "./prepare.mjs";
import { runProgram } from "./run-program.mjs";
import { runEntry } from "./say.mjs";

await runEntry(async () => {
  const node = await prepare();
  await buildClient(node);
  process.exitCode = await runProgram(node, ["server/main.ts", ...process.argv.slice(2)]);
});
