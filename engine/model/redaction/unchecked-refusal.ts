import { ModelError } from "../language-model.ts";

/** When the data cannot be looked for, the call is not made. */
export const uncheckedRefusal = (cause: unknown): ModelError =>
  new ModelError(
    "bad-request",
    "This could not be checked for personal data, so nothing was sent. Say it in other words, or choose a voice on this machine.",
    { cause },
  );
