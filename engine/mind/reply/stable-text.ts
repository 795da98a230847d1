/**
 * The shape of every cleaning step, so that steps compose on a stream: `text` is kept
 * whatever follows, and a longer input never removes any of it. `done`: nothing after it counts.
 */
export type StableText = { text: string; done: boolean };

/** @param ended whether no more input follows, so that undecided text is decided now */
export type CleaningStep = (input: string, ended: boolean) => StableText;
