/** For tests: time-outs that all differ, so that mixing them up is detected. */
import type { Timeouts } from "../../engine/model/wrappers/with-timeouts.adapter.ts";
import type { Fault } from "./wire-server.adapter.ts";

/** For a busy machine, which may be slow. */
export const PATIENT: Timeouts = { firstTokenMs: 20_000, stallMs: 21_000, thinkingMs: 22_000 };

/** For a provider that is silent on purpose: only the time-out that applies is short. */
export function impatientWith(fault: Fault, ms: number): Timeouts {
  if (fault === "silence") return { ...PATIENT, firstTokenMs: ms };
  return fault === "stall" ? { ...PATIENT, stallMs: ms } : PATIENT;
}
