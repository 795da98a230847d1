/** A world whose voice costs money. */
import { startPaidProvider } from "../../test/model-servers/paid-provider.ts";
import { until } from "./join-place.ts";
import { startWorld, type World } from "./start-world.ts";

export type PaidWorld = World & {
  /** Makes its user the admin, once. */
  adminToken: string;
};

/** @param settings environment variables on top of it */
export async function startPaidWorld(settings: Record<string, string> = {}): Promise<PaidWorld> {
  const provider = await startPaidProvider();
  const world = await startWorld({ ...provider.settings, ...settings });
  const { close } = world;
  // It is printed after the port is open, so a request may already have succeeded before.
  const adminToken = await until("the admin's link", () => /#\/admin\?token=(\S+)/.exec(world.printed())?.[1]);
  return Object.assign(world, {
    adminToken,
    close: async () => {
      await close();
      await provider.close();
    },
  });
}
