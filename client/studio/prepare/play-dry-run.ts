/** Where a dry run is after a time of its guide: what was said by then, and what is left of the section. */
import type { DryRun } from "../../../schema/messages/session-dry-run.ts";

const MINUTE_MS = 60_000;

type Played = {
  /** The current section; once it is over, the last one. */
  section: number;
  sectionLeftMs: number;
  /** When the next section begins; with the last one, when the guide ends. */
  nextAtMs: number;
  isOver: boolean;
  /** Those that have begun, with the turns said so far: spread evenly over their minutes. */
  sections: DryRun["sections"];
};

export function playDryRun({ sections: all }: DryRun, passedMs: number): Played {
  let beganMs = 0;
  const sections: DryRun["sections"] = [];
  for (const [section, whole] of all.entries()) {
    const lengthMs = whole.minutes * MINUTE_MS;
    const inItMs = passedMs - beganMs;
    const said = Math.floor((inItMs / lengthMs) * whole.turns.length) + 1;
    sections.push({ ...whole, turns: whole.turns.slice(0, said) });
    beganMs += lengthMs;
    if (inItMs < lengthMs)
      return { section, sectionLeftMs: lengthMs - inItMs, nextAtMs: beganMs, isOver: false, sections };
  }
  return { section: all.length - 1, sectionLeftMs: 0, nextAtMs: beganMs, isOver: true, sections };
}
