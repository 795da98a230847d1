/** A cache of answers that would be the same again (SPEC L4). Every implementation passes response-cache-suite.ts. */
export interface ResponseCache {
  /** Null when it is not cached. Never rejects: an unavailable cache only costs calls. */
  get(key: string): Promise<string | null>;
  /** Caches it for a while, if there is room. Never rejects. */
  set(key: string, answer: string): Promise<void>;
}

export const ANSWER_KEPT_MS = 60 * 60_000;
/** Longer answers are not cached, as they would take the space of many short ones. */
export const LONGEST_ANSWER_BYTES = 64 * 1024;
