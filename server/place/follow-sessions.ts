import { isWorkspaceKeeper } from "../account/caller.ts";
import type { Role } from "../../schema/messages/account.ts";
import type { CircleHost } from "../circle/circle-stage.ts";
import type { Subscriber } from "../changes/open-change-bus.adapter.ts";
import type { Attendee } from "./presence/attendee.ts";

type Ports = {
  followSessions(subscriber: Subscriber<"sessions">): () => void;
  host: Pick<CircleHost, "applySession" | "applySessions">;
  attendance: { everyone(): Iterable<Pick<Attendee, "actor" | "client">> };
  report(error: unknown): void;
};

/** Brings a session of this place up to date whenever it changes; its people's pages are notified. Returns a function that unsubscribes. */
export function followSessions(
  { placeId, workspaceId }: { placeId: string; workspaceId: string },
  { followSessions: follow, host, attendance, report }: Ports,
): () => void {
  async function changed(sessionId: string): Promise<void> {
    const people = await host.applySession(sessionId);
    for (const { actor, client } of attendance.everyone())
      if (people.has(actor.userId) || isWorkspaceKeeper({ role: actor.role as Role }))
        client?.send("session-changed", { sessionId });
  }
  return follow({
    onChange: (change) =>
      void (
        change.placeId === placeId &&
        change.workspaceId === workspaceId &&
        changed(change.sessionId).catch(report)
      ),
    onGap: () => void host.applySessions().catch(report),
  });
}
