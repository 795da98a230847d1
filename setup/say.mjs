/** What set-up tells the person at the terminal. All of it on stderr: stdout belongs to the program that follows. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A reason to stop that a person can act on: printed as one line, without a stack. */
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

/** Says `doing` at once and again every ten seconds with the time it has taken, until `work` settles. */
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
