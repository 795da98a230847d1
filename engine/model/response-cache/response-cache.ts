/** Where answers that would come out the same again are kept (SPEC L4). Every implementation passes response-cache-suite.ts. */
export interface ResponseCache {
  /** Null when it is not there, any more or at all. Never rejects: a cache that is away only costs calls. */
  get(key: string): Promise<string | null>;
  /** Keeps it for a while, if there is room. Never rejects. */
  set(key: string, answer: string): Promise<void>;
}

export const ANSWER_KEPT_MS = 60 * 60_000;
/** An answer this long is not worth the room of many short ones. */
export const LONGEST_ANSWER_BYTES = 64 * 1024;
