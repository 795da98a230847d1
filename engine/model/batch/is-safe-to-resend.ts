import { ModelError, type ModelErrorCode } from "../language-model.ts";

/** The provider rejected the request, or was never reached. After any other error it may have arrived although the response did not. */
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
