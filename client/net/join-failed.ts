import { JOIN_ERROR_CODES } from "../../schema/messages/close-codes.ts";
import type { MessageValues } from "../../schema/messages/message.ts";
import type { Refusal } from "../../schema/messages/room-messages.ts";

type JoinFailure = "full" | "not-signed-in" | "no-such-place" | "unavailable" | "refused" | "failed";
const JOIN_FAILURES: Record<number, JoinFailure> = {
  [JOIN_ERROR_CODES.full]: "full",
  [JOIN_ERROR_CODES.notSignedIn]: "not-signed-in",
  [JOIN_ERROR_CODES.badOptions]: "refused",
  [JOIN_ERROR_CODES.notFound]: "no-such-place",
  [JOIN_ERROR_CODES.unavailable]: "unavailable",
};

/** Why joining failed; `failed`: no answer, or one that came too late, so that trying again may work. `message` (English) and `code` are empty when the server gave no reason. */
export class JoinFailed extends Error {
  readonly kind: JoinFailure;
  readonly code: string;
  readonly values: MessageValues | undefined;

  /** @param cause what the room library threw */
  constructor(cause: unknown) {
    const { code: status, message = "" } = cause as { code?: unknown; message?: string };
    const { code = "", reason = "", values } = typeof status === "number" ? readRefusal(message) : {};
    super(reason, { cause });
    this.name = "JoinFailed";
    this.kind = JOIN_FAILURES[Number(status)] ?? "failed";
    this.code = code;
    this.values = values;
  }
}

/** Empty unless the text is a Refusal as JSON: the room library's own errors, and those of proxies, are not. */
function readRefusal(text: string): Partial<Refusal> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return { reason: text };
  }
}
