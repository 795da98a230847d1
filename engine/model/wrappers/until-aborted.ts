import { ModelError } from "../language-model.ts";

/** Waits for `promise`, but not past the moment `signal` aborts: then it rejects with "aborted". */
export async function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(new ModelError("aborted", "The call was stopped while it waited."));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, stopped.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
