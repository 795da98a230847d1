import { ModelError, type Usage } from "../language-model.ts";
import { toModelError } from "../providers/to-model-error.ts";

const NOTHING_SPENT: Usage | null = null;

/** One call to a provider about a batch: whatever it throws becomes a ModelError. */
export async function callProvider<Value>(
  provider: string,
  signal: AbortSignal,
  call: () => PromiseLike<Value>,
): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw toBatchError(error, provider, signal);
  }
}

/** Like `callProvider`, for a streamed answer. */
export async function* streamFromProvider<Value>(
  provider: string,
  signal: AbortSignal,
  open: () => AsyncIterable<Value>,
): AsyncGenerator<Value> {
  try {
    yield* open();
  } catch (error) {
    throw toBatchError(error, provider, signal);
  }
}

function toBatchError(error: unknown, provider: string, signal: AbortSignal): ModelError {
  if (!signal.aborted) return toModelError(error, provider, false, NOTHING_SPENT, Date.now());
  return (signal.reason as Error | undefined)?.name === "TimeoutError"
    ? new ModelError("stalled", `${provider} did not answer in time.`, { cause: error })
    : new ModelError("aborted", "The work on this batch was stopped.", { cause: error });
}
