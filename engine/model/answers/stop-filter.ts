/** Cuts a stream of text before the first stop string, even when it is split across pieces. */
export type StopFilter = {
  /** What may be shown now; `stopped` once a stop string has been met. */
  push(piece: string): { text: string; stopped: boolean };
  /** The withheld text, when the stream ends without a stop string. */
  rest(): string;
};

export function createStopFilter(stops: string[]): StopFilter {
  const strings = stops.filter((stop) => stop !== "");
  let held = "";
  return {
    push(piece) {
      held += piece;
      const starts = strings.map((stop) => held.indexOf(stop)).filter((start) => start >= 0);
      if (starts.length) {
        const text = held.slice(0, Math.min(...starts));
        held = "";
        return { text, stopped: true };
      }
      const safe = held.length - longestOpenEnd(held, strings);
      const text = held.slice(0, safe);
      held = held.slice(safe);
      return { text, stopped: false };
    },
    rest: () => held,
  };
}

/** Number of characters at the end of `text` that could begin a stop string. */
function longestOpenEnd(text: string, stops: string[]): number {
  const longest = Math.min(text.length, Math.max(0, ...stops.map((stop) => stop.length - 1)));
  for (let length = longest; length > 0; length -= 1) {
    const end = text.slice(text.length - length);
    if (stops.some((stop) => stop.startsWith(end))) return length;
  }
  return 0;
}
