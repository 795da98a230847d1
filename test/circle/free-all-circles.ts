import type { Database } from "../../server/database/open-database.store.ts";
import { freeCircles } from "../../server/cluster/free-circles.store.ts";

/** As after every server on this database has died. */
export const freeAllCircles = (database: Database): Promise<void> =>
  database.em().transactional(async (em) => {
    await em.execute("update circles set host = 0 where chat_session_id is null");
    await freeCircles(em, [0]);
  });
