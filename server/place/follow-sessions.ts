import { isWorkspaceKeeper } from "../account/caller.ts";
import type { Role } from "../../schema/messages/account.ts";
import type { SessionRole } from "../../schema/messages/session.ts";
import type { Change } from "../changes/change-topics.ts";
import type { CircleHost } from "../circle/circle-stage.ts";
import type { Subscriber } from "../changes/open-change-bus.adapter.ts";
import type { Residents } from "./bodies/residents.ts";
import type { Attendee } from "./presence/attendee.ts";

type Ports = {
  followSessions(subscriber: Subscriber<"sessions">): () => void;
  host: Pick<CircleHost, "applySession" | "applySessions">;
  attendance: { everyone(): Iterable<Pick<Attendee, "actor" | "client">> };
  /** When one has ended. */
  residents: Pick<Residents, "moveOut">;
  report(error: unknown): void;
};

/** Brings a session of this place up to date whenever it changes; its people's pages are notified. Returns a function that unsubscribes. */
export function followSessions(
  { placeId, workspaceId }: { placeId: string; workspaceId: string },
  { followSessions: follow, host, attendance, residents, report }: Ports,
): () => void {
  async function changed({ sessionId, to, hasEnded }: Change<"sessions">): Promise<void> {
    const people = await host.applySession(sessionId);
    const isTold = (role: SessionRole | undefined) =>
      role !== undefined && (to === "everybody" || role === "facilitator");
    for (const { actor, client } of attendance.everyone())
      if (isTold(people.get(actor.userId)) || isWorkspaceKeeper({ role: actor.role as Role }))
        client?.send("session-changed", { sessionId });
    if (hasEnded) await residents.moveOut();
  }
  const catchUp = async () => {
    await host.applySessions();
    await residents.moveOut();
  };
  return follow({
    onChange: (change) =>
      void (change.placeId === placeId && change.workspaceId === workspaceId && changed(change).catch(report)),
    onGap: () => void catchUp().catch(report),
  });
}
