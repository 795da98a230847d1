import { message, type Message } from "../../../schema/messages/message.ts";
import type { JoinOptions } from "../../../schema/messages/room-messages.ts";

/** An open instance in matchmaking. */
export type InstanceListing = { instance: number; people: number; spectators: number };

export type InstanceChoice = { instance: number } | { problem: Message };

/**
 * Which instance of a place to join (SPEC W5). "another" is the first one with room for the role, or
 * a new one when all are full: clients cannot open instances that are not needed.
 */
export const chooseInstance = (
  wanted: JoinOptions["instance"],
  role: JoinOptions["role"],
  open: InstanceListing[],
  limits: { people: number; spectators: number },
): InstanceChoice => {
  const numbers = new Set(open.map(({ instance }) => instance));
  if (wanted !== "another") {
    if (wanted === 1 || numbers.has(wanted)) return { instance: wanted };
    return { problem: message("no-such-instance", { instance: wanted }) };
  }
  const hasRoom = ({ people, spectators }: InstanceListing): boolean =>
    role === "visitor" ? people < limits.people : spectators < limits.spectators;
  const free = open.filter(hasRoom).map(({ instance }) => instance);
  if (free.length > 0) return { instance: Math.min(...free) };
  let next = 1;
  while (numbers.has(next)) next += 1;
  return { instance: next };
};
