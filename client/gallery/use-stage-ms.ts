import type { SessionSeat } from "../../schema/messages/session-seat.ts";
import { useServerTime } from "../state/use-server-time.ts";

/** How long one's own stage pass still lasts; 0: there is none. */
export const useStageMs = ({ onStageUntil, now }: Pick<SessionSeat, "onStageUntil" | "now">): number => {
  const nowMs = useServerTime(now);
  return onStageUntil === null ? 0 : Math.max(0, Date.parse(onStageUntil) - nowMs);
};
