import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 10;

/** @returns a function that returns this process's event loop delay since the last call, in seconds */
export function watchLoopDelay(): () => { p50: number; p99: number; max: number } {
  const gaps = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  gaps.enable();
  // The histogram records the time between samples, which includes the sampling resolution.
  const lateness = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - RESOLUTION_MS / 1000);
  return () => {
    const delay = { p50: lateness(gaps.percentile(50)), p99: lateness(gaps.percentile(99)), max: lateness(gaps.max) };
    gaps.reset();
    return delay;
  };
}
