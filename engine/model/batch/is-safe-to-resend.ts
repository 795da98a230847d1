import { ModelError, type ModelErrorCode } from "../language-model.ts";

/** The provider turned the request away, or was never reached. Everything else may have arrived although its answer did not. */
const REFUSALS = new Set<ModelErrorCode>([
  "bad-request",
  "unknown-model",
  "unauthorised",
  "out-of-credit",
  "cannot-talk",
  "rate-limited",
  "connect-timeout",
  "budget",
]);

export const isSafeToResend = (error: unknown): boolean => error instanceof ModelError && REFUSALS.has(error.code);
