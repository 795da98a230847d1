/** Set-up's messages to the person at the terminal, on stderr: stdout belongs to the program that follows. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** An error that a person can act on: printed as one line, without a stack trace. */
export class SetupProblem extends Error {}

/** Runs an entry point; a SetupProblem becomes one line and exit code 1. */
export async function runEntry(entry) {
  try {
    await entry();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    say(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** Prints `doing` at once, and every ten seconds with the elapsed time until `work` settles. */
export async function withProgress(doing, work) {
  say(`${doing} …`);
  const startedAt = Date.now();
  const timer = setInterval(() => say(`  … still at it (${Math.round((Date.now() - startedAt) / 1000)} s)`), 10_000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
