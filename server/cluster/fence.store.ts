/** Refuses writes of a server that was declared dead: another one may hold its circles. */
import type { EntityManager } from "@mikro-orm/postgresql";

/** Another server holds this circle, or may from now on. Retrying is useless. */
export class CircleTaken extends Error {
  override name = "CircleTaken";
}

/** Nobody can declare the server dead until the transaction ends. `host` null: no lease is used. @throws CircleTaken */
export async function refuseUnlessAlive(em: EntityManager, host: number | null): Promise<void> {
  if (host === null) return;
  const [server] = await em.execute<{ alive: boolean }[]>("select hold_server(?) as alive", [host]);
  if (!server!.alive) throw new CircleTaken("this server was declared dead");
}

/** The circle stays held until the transaction ends. @throws CircleTaken */
export async function refuseUnlessHeld(em: EntityManager, circleId: string, host: number | null): Promise<void> {
  const held = await em.execute("select 1 from circles where id = ? and host is not distinct from ? for share", [
    circleId,
    host,
  ]);
  if (held.length === 0) throw new CircleTaken(`the circle ${circleId} is no longer held by this server`);
}
