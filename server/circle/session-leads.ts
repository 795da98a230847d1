/** Passes the lead of a session on when whoever leads it is gone (SPEC C9). */
import type { HostedSession } from "../session/hosted-session.ts";
import type { CirclePorts } from "./circle-ports.ts";

/** A reload, or a moment without a line, passes nothing on. */
export const LEAD_GONE_MS = 20_000;
const LOOK_MS = 2_000;

type Led = { leadId: string; facilitatorIds: readonly string[]; goneSince: number | null };

export function createSessionLeads(
  { stage, clock, sessions }: Pick<CirclePorts, "stage" | "clock" | "sessions">,
  report: (error: unknown, sessionId: string) => void,
) {
  const led = new Map<string, Led>();
  let cancel: (() => void) | null = null;

  function look(): void {
    cancel = null;
    for (const [id, session] of led) {
      const { leadId, facilitatorIds, goneSince } = session;
      if (stage.isConnected(leadId)) session.goneSince = null;
      else if (goneSince === null) session.goneSince = clock.now();
      else if (clock.now() - goneSince >= LEAD_GONE_MS) {
        const next = facilitatorIds.find((userId) => stage.isConnected(userId));
        if (next !== undefined) sessions.passLead(id, leadId, next).catch((error: unknown) => report(error, id));
      }
    }
    plan();
  }

  function plan(): void {
    if (cancel === null && led.size > 0) cancel = clock.schedule(clock.now() + LOOK_MS, look);
  }

  return {
    follow({ id, status, leadId, owner, people }: HostedSession): void {
      const facilitatorIds = [
        owner.userId,
        ...people.flatMap((one) => (one.role === "facilitator" && one.status === "admitted" ? [one.userId] : [])),
      ];
      const known = led.get(id);
      // There is nobody to pass it on to.
      if (status !== "live" || new Set([leadId, ...facilitatorIds]).size < 2) led.delete(id);
      else led.set(id, { leadId, facilitatorIds, goneSince: known?.leadId === leadId ? known.goneSince : null });
      plan();
    },
    forget: (id: string): void => void led.delete(id),
    end(): void {
      led.clear();
      cancel?.();
    },
  };
}
