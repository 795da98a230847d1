import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";

type JoinFailure = "full" | "not-signed-in" | "no-such-place" | "failed";
const JOIN_FAILURES: Record<number, JoinFailure> = {
  [JOIN_ERROR_CODES.full]: "full",
  [JOIN_ERROR_CODES.notSignedIn]: "not-signed-in",
  [JOIN_ERROR_CODES.notFound]: "no-such-place",
};

/** Why joining failed; `failed` may pass, and its message says what happened where the server did. */
export class JoinFailed extends Error {
  readonly kind: JoinFailure;

  /** @param cause as the room library throws it */
  constructor(cause: unknown) {
    const { code, message } = cause as { code?: number; message?: string };
    super(message ?? "", { cause });
    this.name = "JoinFailed";
    this.kind = JOIN_FAILURES[code ?? 0] ?? "failed";
  }
}
