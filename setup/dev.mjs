/** `npm run dev`: the server restarts and the client reloads as files change. Ctrl-C, or the end of one, ends both. */
import { prepare } from "./prepare.mjs";
import { runProgram } from "./run-program.mjs";
import { runEntry } from "./say.mjs";

await runEntry(async () => {
  const node = await prepare();
  const end = new AbortController();
  const programs = [
    ["--watch-preserve-output", "--watch", "server/main.ts"],
    ["node_modules/vite/bin/vite.js", "--clearScreen", "false"],
  ];
  const codes = programs.map((args) =>
    runProgram(node, args, { signal: end.signal }).then((code) => {
      end.abort();
      return code;
    }),
  );
  const [first] = await Promise.allSettled(codes);
  process.exitCode = first.value ?? 0;
});
