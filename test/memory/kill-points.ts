/** Of judging, reflecting and the reading of traits, in the order in which a process passes them. */
export const KILL_POINTS = [
  "judging",
  "judged",
  "judgment-stored",
  "concluded",
  "conclusions-stored",
  "reading",
  "noted",
  "learned",
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];
