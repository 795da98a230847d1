import { useEffect, useState } from "react";
import { usePlace } from "../../state/place-store.ts";

/** Whether the outcome of a circle has changed since it was last shown. */
export function useOutcomeNews(circleId: string, isShown: boolean): boolean {
  const connection = usePlace((view) => view.connection);
  const [hasNews, setNews] = useState(false);
  if (isShown && hasNews) setNews(false);
  useEffect(
    () => connection?.on("outcome-changed", (change) => setNews((before) => before || change.circleId === circleId)),
    [connection, circleId],
  );
  return hasNews && !isShown;
}
