/** Links that show what a session left, limited in time (SPEC C9). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { Share } from "../../../schema/messages/session-share.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { recordAct } from "../record-act.store.ts";

const MAX_SHARES = 20;
const USABLE = "l.withdrawn_at is null and l.expires_at > now()";
const VIEW = `l.id, l.expires_at as "expiresAt", u.name as "createdBy"`;

type Row = Omit<Share, "expiresAt"> & { expiresAt: Date | string };

export type ShareStore = ReturnType<typeof createShareStore>;

export const createShareStore = (database: Database) => ({
  /** Those that still work, newest first. */
  async list(scope: Principal, sessionId: string): Promise<Share[]> {
    const rows = await database.inScope(scope, (em) =>
      em.execute<Row[]>(
        `select ${VIEW} from session_shares l join users u on u.id = l.owner_id
         where l.session_id = ? and ${USABLE} order by l.id desc`,
        [sessionId],
      ),
    );
    return rows.map(toView);
  },

  /** Whether its consent forms allow it, now that it has ended. */
  async maySee(scope: Principal, sessionId: string): Promise<boolean> {
    const [found] = await database.inScope(scope, (em) =>
      em.execute<{ maySee: boolean }[]>(`select session_may_be_shared(?) as "maySee"`, [sessionId]),
    );
    return found!.maySee;
  },

  /** @returns null when it may not be shared, or has as many links as it may have */
  make: (scope: Principal, sessionId: string, tokenHash: string, days: number): Promise<Share | null> =>
    database.inScope(scope, async (em) => {
      const id = newId();
      const made = await em.execute(
        `insert into session_shares (id, session_id, workspace_id, owner_id, token_hash, expires_at)
         select ?, s.id, ?, ?, ?, now() + make_interval(days => ?) from sessions s
         where s.id = ? and session_may_be_shared(s.id)
           and ? > (select count(*) from session_shares l where l.session_id = s.id and ${USABLE}) returning id`,
        [id, scope.workspaceId, personOf(scope), tokenHash, days, sessionId, MAX_SHARES],
      );
      if (made.length === 0) return null;
      await recordAct(em, scope, { sessionId, action: "shared" });
      const [row] = await em.execute<Row[]>(
        `select ${VIEW} from session_shares l join users u on u.id = l.owner_id where l.id = ?`,
        [id],
      );
      return toView(row!);
    }),

  /** @returns whether it worked until now */
  withdraw: (scope: Principal, sessionId: string, id: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const gone = await em.execute(
        `update session_shares set withdrawn_at = now()
         where id = ? and session_id = ? and withdrawn_at is null returning id`,
        [id, sessionId],
      );
      if (gone.length === 0) return false;
      await recordAct(em, scope, { sessionId, action: "share-withdrawn" });
      return true;
    }),
});

const toView = (row: Row): Share => ({ ...row, expiresAt: new Date(row.expiresAt).toISOString() });
