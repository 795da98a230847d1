import type { Refusal } from "../../schema/messages/room-messages.ts";

/** A request that was refused, or got no answer. */
export type Refused = Omit<Refusal, "code"> & { code: Refusal["code"] | "no-answer" | "not-connected" };

/** Unwraps what the room library threw. */
export function toRefusal(error: unknown): Refused {
  const { reason } = error as { reason?: unknown };
  if (typeof reason === "object" && reason !== null && "reason" in reason && "code" in reason) return reason as Refusal;
  return { code: "no-answer", reason: "" };
}
