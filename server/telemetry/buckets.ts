/** Bounds that the GenAI conventions recommend (semantic-conventions-genai, gen-ai-metrics, read 2026-11-21), and those of HTTP. */
export const TOKEN_BUCKETS = Array.from({ length: 14 }, (_, power) => 4 ** power);
/** 10 ms to 82 s. */
export const CALL_SECONDS_BUCKETS = Array.from({ length: 14 }, (_, power) => 2 ** power / 100);
export const HTTP_SECONDS_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** A beat of a place has 50 ms. */
export const BEAT_SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25];
