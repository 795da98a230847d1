/** Runs work at most `most` at once, in call order. Once `mostWaiting` wait, others are refused with what `busy` makes. */
export function takeTurns(most: number, mostWaiting = Infinity, busy = () => new Error("Too many are waiting.")) {
  let free = most;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free > 0) free--;
    else if (waiting.length >= mostWaiting) throw busy();
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
