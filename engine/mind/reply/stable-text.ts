/**
 * Every step of cleaning a reply has this shape, so that steps compose on a stream: `text` is what stands
 * whatever follows, and a longer input never takes any of it back. `done`: nothing after it will count.
 */
export type StableText = { text: string; done: boolean };

/** @param ended no more input will come: what was undecided is decided now */
export type CleaningStep = (input: string, ended: boolean) => StableText;
