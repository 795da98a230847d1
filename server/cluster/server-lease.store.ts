/** Which servers are alive, by leases on the database's clock. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { ServerRow } from "../../schema/tables/server.table.ts";
import { publishChange } from "../changes/publish-change.ts";
import type { Database } from "../database/open-database.store.ts";
import { freeCircles } from "./free-circles.store.ts";

/** `wasValid`: before it was renewed. `dead`: other servers whose lease has expired. */
export type Renewal = { wasValid: boolean; dead: number[] };

export type ServerLeaseStore = ReturnType<typeof createServerLeaseStore>;

/** SQL: a server is alive on this database. */
export const anyServerLives = "exists (select from servers where expires_at > now())";

const EXPIRY = "clock_timestamp() + ? * interval '1 ms'";

export function createServerLeaseStore(database: Database, leaseMs: number) {
  const remove = async (em: EntityManager, ids: readonly number[], further = ""): Promise<void> => {
    const gone = await em.execute<{ id: number }[]>(
      `delete from servers where id = any(?::int[]) ${further} returning id`,
      [`{${ids.join()}}`],
    );
    if (gone.length === 0) return;
    const places = await freeCircles(
      em,
      gone.map(({ id }) => id),
    );
    for (const place of places) await publishChange(em, "circles", place);
  };

  return {
    /** @param isAlone no other server can use this database: all registered ones are dead */
    register: (id: number, isAlone: boolean): Promise<void> =>
      database.em().transactional(async (em) => {
        const others = isAlone ? await em.find(ServerRow, {}) : [];
        await remove(
          em,
          others.map((server) => server.id),
        );
        await em.execute(`insert into servers (id, expires_at) values (?, ${EXPIRY})`, [id, leaseMs]);
      }),

    /** An expired lease can be renewed until another server has declared this one dead; then the result is null. */
    async renew(id: number): Promise<Renewal | null> {
      const [found] = await database.em().execute<Renewal[]>(
        `with held as (select id, expires_at > clock_timestamp() as valid from servers where id = ? for update),
          renewed as (update servers set expires_at = ${EXPIRY} from held where servers.id = held.id)
         select valid as "wasValid", array(select s.id from servers s where s.expires_at < now() and s.id <> held.id) as dead
         from held`,
        [id, leaseMs],
      );
      return found ?? null;
    },

    /** Declares servers dead whose lease has expired, and frees their circles. */
    bury: (ids: readonly number[]): Promise<void> =>
      database.em().transactional((em) => remove(em, ids, "and expires_at < now()")),

    /** Ends a server's own lease and frees its circles. */
    resign: (id: number): Promise<void> => database.em().transactional((em) => remove(em, [id])),
  };
}
