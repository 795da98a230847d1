/** To the error stream: the output stream carries the figures alone. */
export const sayProgress = (line: string): void => void process.stderr.write(`${line}\n`);
