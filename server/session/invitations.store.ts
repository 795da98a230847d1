/** Links that give a role in one session, limited in uses and time (SPEC C9). */
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Invitation, InvitationDraft } from "../../schema/messages/session-seat.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { recordAct } from "./record-act.store.ts";

const MAX_INVITATIONS = 100;
const USABLE = "i.withdrawn_at is null and i.uses_left > 0 and i.expires_at > now()";
const VIEW = `i.id, i.role, i.uses_left as "usesLeft", i.expires_at as "expiresAt", u.name as "createdBy"`;

type Row = Omit<Invitation, "expiresAt"> & { expiresAt: Date | string };

export type InvitationStore = ReturnType<typeof createInvitationStore>;

export const createInvitationStore = (database: Database) => ({
  /** Those that can still be used, newest first. */
  async list(scope: Principal, sessionId: string): Promise<Invitation[]> {
    const rows = await database.inScope(scope, (em) =>
      em.execute<Row[]>(
        `select ${VIEW} from session_invitations i join users u on u.id = i.owner_id
         where i.session_id = ? and ${USABLE} order by i.id desc`,
        [sessionId],
      ),
    );
    return rows.map(toView);
  },

  /** @returns null when the session has ended or has as many as one may have */
  make: (
    scope: Principal,
    sessionId: string,
    tokenHash: string,
    { role, hours, uses }: InvitationDraft,
  ): Promise<Invitation | null> =>
    database.inScope(scope, async (em) => {
      const id = newId();
      const made = await em.execute(
        `insert into session_invitations (id, session_id, workspace_id, owner_id, token_hash, role, uses_left, expires_at)
         select ?, s.id, ?, ?, ?, ?, ?, now() + make_interval(hours => ?) from sessions s
         where s.id = ? and s.status <> 'ended' and ? > (select count(*) from session_invitations i where i.session_id = s.id and ${USABLE})
         returning id`,
        [id, scope.workspaceId, personOf(scope), tokenHash, role, uses, hours, sessionId, MAX_INVITATIONS],
      );
      if (made.length === 0) return null;
      await recordAct(em, scope, { sessionId, action: "invited", details: { role } });
      const [row] = await em.execute<Row[]>(
        `select ${VIEW} from session_invitations i join users u on u.id = i.owner_id where i.id = ?`,
        [id],
      );
      return toView(row!);
    }),

  /** @returns whether it could still be used until now */
  withdraw: (scope: Principal, sessionId: string, id: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const [gone] = await em.execute<Pick<Invitation, "role">[]>(
        `update session_invitations set withdrawn_at = now()
         where id = ? and session_id = ? and withdrawn_at is null returning role`,
        [id, sessionId],
      );
      if (!gone) return false;
      await recordAct(em, scope, { sessionId, action: "invitation-withdrawn", details: { role: gone.role } });
      return true;
    }),
});

const toView = (row: Row): Invitation => ({ ...row, expiresAt: new Date(row.expiresAt).toISOString() });
