import { useEffect, useState } from "react";

/** In ms, each second; this machine's clock may differ from the database's, so only what passes here is added to its answer. */
export function useServerTime(now: string): number {
  const [passed, setPassed] = useState({ since: now, milliseconds: 0 });
  useEffect(() => {
    const start = performance.now();
    const timer = setInterval(() => setPassed({ since: now, milliseconds: performance.now() - start }), 1000);
    return () => clearInterval(timer);
  }, [now]);
  return Date.parse(now) + (passed.since === now ? passed.milliseconds : 0);
}
