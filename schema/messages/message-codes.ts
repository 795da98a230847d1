/**
 * Everything the server can refuse or tell, by its code: each client words it in its own language (SPEC W13), with the
 * `values` that came along in the gaps; who does not know a code shows the words that came with it.
 */

/** Why the room did not do what was asked. */
export const REFUSAL_CODES = [
  "already-here",
  "bad-message",
  "circle-full",
  "closing",
  "database-away",
  "floor-full",
  "internal",
  "no-circle",
  "no-draft",
  "no-questions",
  "no-such-circle",
  "no-such-persona",
  "no-such-portal",
  "no-such-turn",
  "no-way",
  "not-a-member",
  "not-a-persona-here",
  "not-open",
  "not-saved",
  "not-the-owner",
  "paused",
  "persona-busy",
  "persona-busy-privately",
  "private",
  "rate-limited",
  "replaced",
  "spectators-watch",
  "too-far",
  "too-many-circles",
  "too-many-reactions",
  "unknown-message",
  "visitors-walk",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What the room tells unasked. */
export const NOTICE_CODES = [
  "budget-suspended",
  "budget-warned",
  "circle-ended",
  "circle-ended-empty",
  "circle-ended-silent",
  "circle-ended-unheard",
  "invited",
  "not-stored-yet",
  "nothing-to-add",
  "sign-in-ended",
  "taken-over",
  "too-slow",
  "voice-failing",
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** What was wrong with an HTTP request. */
export const PROBLEM_CODES = [
  "account-exists",
  "admin-link-used",
  "body-too-large",
  "budget-exists",
  "consent-changed",
  "core-trait",
  "database-away",
  "field-wrong",
  "name-taken",
  "needs-role",
  "no-such-budget",
  "no-such-conversation",
  "no-such-memory",
  "no-such-persona",
  "no-such-place",
  "no-such-trait",
  "not-signed-in",
  "not-yours",
  "nothing-to-undo",
  "personas-limit",
  "sign-in-ended",
  "too-many-attempts",
  "trait-known",
  "trait-twice",
  "traits-limit",
  "unexpected",
  "voice-failed",
  "voice-stopped",
  "wrong-login",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What is wrong with a voice or its provider; `provider-` and a ModelErrorCode: what its last call or check met. */
export const VOICE_PROBLEM_CODES = [
  "model-unpriced",
  "provider-bad-request",
  "provider-broken-stream",
  "provider-cannot-talk",
  "provider-connect-timeout",
  "provider-empty",
  "provider-filtered",
  "provider-first-token-timeout",
  "provider-no-key",
  "provider-out-of-credit",
  "provider-overloaded",
  "provider-rate-limited",
  "provider-stalled",
  "provider-unauthorised",
  "provider-unknown-model",
  "provider-unpriced",
  "provider-unreachable",
  "voice-for-other-things",
  "voice-kept-from-training",
  "voice-kept-here",
  "voice-not-configured",
  "voice-not-listed",
  "voice-silent",
] as const;
export type VoiceProblemCode = (typeof VOICE_PROBLEM_CODES)[number];

/** Goes into the gaps of a text. */
export type MessageValues = Record<string, string | number>;

/** A problem in English, and how each client may word it. */
export type ToldProblem = {
  problem: string | null;
  told?: { code: string; values: MessageValues } | undefined;
};
