import type { CircleHost } from "../circle/circle-stage.ts";
import type { Subscriber } from "../changes/open-change-bus.adapter.ts";

type Ports = {
  followCircles(subscriber: Subscriber<"circles">): () => void;
  host: Pick<CircleHost, "restore">;
  report(error: unknown): void;
};

/** Takes over the circles of this place that no server holds: now, as after a restart, and whenever others die. Returns a function that unsubscribes. */
export async function followFreedCircles(
  { placeId, workspaceId }: { placeId: string; workspaceId: string },
  { followCircles, host, report }: Ports,
): Promise<() => void> {
  const takeOver = () => host.restore().catch(report);
  const stop = followCircles({
    onChange: (freed) => void (freed.placeId === placeId && freed.workspaceId === workspaceId && takeOver()),
    onGap: () => void takeOver(),
  });
  await takeOver();
  return stop;
}
