import { useEffect, useEffectEvent, useRef } from "react";
import { useSeat, useSessionNews } from "../../state/own-seat.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import { goToSeat } from "./go-to-seat.ts";

/** Takes somebody who came before a session began to it once it does, whether its page is open or not (SPEC C9). */
export function SeatFollower({ id }: { id: string }) {
  useSessionNews(id);
  const seat = useSeat(id).data;
  const isIn = seat && seat.status === "live" && seat.attendance === "admitted";
  const wasIn = useRef(isIn);
  const isKeeper = useIsFacilitator();
  const begin = useEffectEvent(() => {
    if (seat && seat.role !== "facilitator" && !isKeeper) void goToSeat(seat);
  });
  useEffect(() => {
    if (isIn && wasIn.current === false) begin();
    wasIn.current = isIn;
  }, [isIn]);
  return null;
}
