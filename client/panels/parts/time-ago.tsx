import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { formatAgo, formatMoment } from "../../words/format-ago.ts";

const TICK_MS = 20_000;

let now = Date.now();
const listeners = new Set<() => void>();
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, TICK_MS);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Relative, with the exact moment on hover. `at` is ISO 8601. */
export function TimeAgo({ at, className }: { at: string; className?: string | undefined }) {
  const { i18n } = useTranslation();
  const current = useSyncExternalStore(subscribe, () => now);
  const moment = Date.parse(at);
  if (Number.isNaN(moment)) return null;
  return (
    <time className={className} dateTime={at} title={formatMoment(moment, i18n.language)}>
      {formatAgo(moment, current, i18n.language)}
    </time>
  );
}
