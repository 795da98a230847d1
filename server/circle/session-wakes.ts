/** When to look at each session again though nobody changed it (SPEC C9). */
import type { HostedSession } from "../session/hosted-session.ts";
import type { Clock } from "./clock.ts";

/** Then it is seen when to wake next: a timer cannot wait for a month. */
const LONGEST_SLEEP_MS = 86_400_000;

export function createSessionWakes(clock: Clock, look: (sessionId: string) => void) {
  const cancels = new Map<string, () => void>();
  let hasEnded = false;

  /** Replaces the time set before. */
  function set(id: string, at: number): void {
    forget(id);
    if (!hasEnded)
      cancels.set(
        id,
        clock.schedule(at, () => look(id)),
      );
  }

  function forget(id: string): void {
    cancels.get(id)?.();
    cancels.delete(id);
  }

  return {
    set,
    forget,

    /** Time alone changes it: it starts, or a stage pass ends. */
    follow({ id, status, startsAt, people }: HostedSession): void {
      const now = clock.now();
      const passes = people.flatMap(({ onStageUntil }) =>
        onStageUntil && onStageUntil.getTime() > now ? [onStageUntil] : [],
      );
      const times = [...passes, ...(status === "planned" && startsAt ? [startsAt] : [])].map((at) => at.getTime());
      if (status === "ended" || times.length === 0) return forget(id);
      // The database's clock decides, so a start that came too early is tried again.
      set(id, Math.min(Math.max(Math.min(...times), now + 1000), now + LONGEST_SLEEP_MS));
    },

    end(): void {
      hasEnded = true;
      for (const cancel of cancels.values()) cancel();
    },
  };
}
