/** Links that give a role, limited in uses and time (SPEC A1). */
import { personOf, principalOf, type Principal } from "../../engine/scope/scope.ts";
import type { Role } from "../../schema/messages/account.ts";
import type { JoinLinkDraft, JoinLinkView } from "../../schema/messages/people.ts";
import { JoinLink, User } from "../../schema/tables/account.table.ts";
import { insertUserWithSignIn, type NewSignIn, type NewUser } from "../account/account.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { publishChange } from "../changes/publish-change.ts";
import { recordAction } from "../audit/audit.store.ts";
import { lockAdmin } from "./lock-admin.store.ts";
import type { Refusal } from "./people.store.ts";

const VIEW = `l.id, l.role, l.expires_at as "expiresAt", l.uses_left as "usesLeft", l.created_at as "createdAt",
  u.name as "createdBy"`;
const OPEN = "l.withdrawn_at is null and l.uses_left > 0 and l.expires_at > now()";
/** Roles that a link upgrades; it never downgrades: a facilitator who opens a visitor's link stays one. */
const GAINS: Record<string, readonly string[]> = {
  visitor: ["guest"],
  facilitator: ["guest", "visitor"],
  operator: ["guest", "visitor"],
};

type LinkRow = Omit<JoinLinkView, "expiresAt" | "createdAt"> & { expiresAt: Date | string; createdAt: Date | string };

export type JoinLinkStore = ReturnType<typeof createJoinLinkStore>;

export function createJoinLinkStore(database: Database) {
  return {
    async list(scope: Principal): Promise<JoinLinkView[]> {
      const rows = await database.inScope(scope, (em) =>
        em.execute(
          `select ${VIEW} from join_links l join users u on u.id = l.owner_id
           where l.workspace_id = ? and ${OPEN} order by l.id desc limit 200`,
          [scope.workspaceId],
        ),
      );
      return (rows as LinkRow[]).map(toView);
    },

    make: (
      scope: Principal,
      tokenHash: string,
      { role, hours, uses }: JoinLinkDraft,
    ): Promise<JoinLinkView | Refusal> =>
      database.inScope(scope, async (em) => {
        if (!(await lockAdmin(em, scope))) return "not-admin-any-more";
        const id = newId();
        await em.execute(
          `insert into join_links (id, workspace_id, token_hash, role, uses_left, expires_at, owner_id)
           values (?, ?, ?, ?, ?, now() + make_interval(hours => ?), ?)`,
          [id, scope.workspaceId, tokenHash, role, uses, hours, personOf(scope)],
        );
        await recordAction(em, scope, { action: "join-link-made", subject: { id, name: role }, role });
        const rows = (await em.execute(
          `select ${VIEW} from join_links l join users u on u.id = l.owner_id where l.id = ?`,
          [id],
        )) as LinkRow[];
        return toView(rows[0]!);
      }),

    /** @returns why nothing was done */
    withdraw: (scope: Principal, id: string): Promise<Refusal | null> =>
      database.inScope(scope, async (em) => {
        if (!(await lockAdmin(em, scope))) return "not-admin-any-more";
        const [link] = (await em.execute(
          `update join_links set withdrawn_at = now()
           where id = ? and workspace_id = ? and withdrawn_at is null returning role`,
          [id, scope.workspaceId],
        )) as { role: string }[];
        if (!link) return "no-such-link";
        await recordAction(em, scope, { action: "join-link-withdrawn", subject: { id, name: link.role } });
        return null;
      }),

    /**
     * Gives the link's role; a new user is inserted first. A use is counted only when the role changes.
     *
     * @returns the user's role now; null, with nothing changed, when the link is used up, expired or withdrawn
     */
    use: (tokenHash: string, user: NewUser, firstSignIn?: NewSignIn): Promise<Role | null> =>
      database.em().transactional(async (em) => {
        const link = await em.findOne(JoinLink, { tokenHash, workspaceId: user.workspaceId });
        if (!link) return null;
        const isGain = GAINS[link.role]?.includes(user.role) === true;
        // The use is counted in the same statement, so that of many concurrent users only as many get in as there are uses.
        const [open] = (await em.execute(
          `update join_links l set uses_left = l.uses_left - ? where l.id = ? and ${OPEN} returning l.id`,
          [isGain ? 1 : 0, link.id],
        )) as { id: string }[];
        if (!open) return null;
        if (firstSignIn) await insertUserWithSignIn(em, user, firstSignIn);
        if (!isGain) return user.role as Role;
        const role = link.role as Role;
        // Somebody may just have given them a higher role.
        if ((await em.nativeUpdate(User, { id: user.id, role: { $in: GAINS[link.role] } }, { role })) === 0)
          return user.role as Role;
        await publishChange(em, "people", { type: "role-given", userId: user.id, role });
        await recordAction(em, principalOf(user.workspaceId, user.id), {
          action: "join-link-used",
          subject: { id: link.id, name: role },
          role,
        });
        return role;
      }),
  };
}

const toView = ({ expiresAt, createdAt, ...link }: LinkRow): JoinLinkView => ({
  ...link,
  expiresAt: new Date(expiresAt).toISOString(),
  createdAt: new Date(createdAt).toISOString(),
});
