import type { Refusal } from "../../schema/messages/room-messages.ts";

/** What a request was refused for, however the room library wraps it. */
export function toRefusal(error: unknown): Refusal {
  const { reason, message, code } = error as { reason?: unknown; message?: string; code?: unknown };
  if (typeof reason === "object" && reason !== null && "reason" in reason && "code" in reason) return reason as Refusal;
  return {
    code: typeof code === "string" ? code : "no-answer",
    reason: typeof reason === "string" ? reason : (message ?? "The server did not answer; try again."),
  };
}
