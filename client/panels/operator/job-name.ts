import type { TFunction } from "i18next";

/** Names declared on the server. */
const NAMED = ["reconcile-bills", "measure-storage", "apply-retention"] as const;

/** What a kind of job does, in words; its declared name where there are none. */
export function jobName(name: string, t: TFunction): string {
  const known = NAMED.find((each) => each === name);
  return known ? t(`operator.jobNames.${known}`) : name;
}
