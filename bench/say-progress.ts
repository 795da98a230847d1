/** Prints to standard error, as standard output only has the figures. */
export const sayProgress = (line: string): void => void process.stderr.write(`${line}\n`);
