import type { EntityManager } from "@mikro-orm/postgresql";
import { UniqueConstraintViolationException } from "@mikro-orm/core";
import { principalOf } from "../../engine/scope/scope.ts";
import { AdminLink, Secret, SignIn, User } from "../../schema/tables/account.table.ts";
import { coalesce } from "../database/coalesce.ts";
import type { Database } from "../database/open-database.store.ts";
import { lockRow } from "../database/lock-row.store.ts";
import { publishChange } from "../changes/publish-change.ts";
import { recordAction } from "../audit/audit.store.ts";

export type { SignIn, User };
export type NewUser = Omit<User, "createdAt" | "blockedAt">;
export type NewSignIn = Omit<SignIn, "createdAt" | "revokedAt">;
type UserChange = Partial<Pick<User, "name" | "colour" | "kind" | "email" | "passwordHash" | "role">>;

export type AccountStore = ReturnType<typeof createAccountStore>;

const ACTIVE = {
  name: "active-sign-ins",
  text: `
  select s.id as "signInId", s.refresh_hash as "refreshHash", u.id, u.workspace_id as "workspaceId", u.name, u.kind, u.role, u.email,
    u.password_hash as "passwordHash", u.colour
  from sign_ins s join users u on u.id = s.user_id
  where s.id = any($1) and s.revoked_at is null and s.expires_at > $2 and u.blocked_at is null`,
};

const IS_BLOCKED = {
  name: "is-sign-in-blocked",
  text: "select from sign_ins s join users u on u.id = s.user_id where s.id = $1 and u.blocked_at is not null",
};

type ActiveSignIn = { refreshHash: string; user: NewUser };

export function createAccountStore(database: Database) {
  /** A sign-in's user and refresh hash, unless it is revoked or expired. Every request needs it: concurrent calls share a statement. */
  const findActiveSignIn = coalesce<{ id: string; now: Date }, ActiveSignIn | null>(async (asked) => {
    const ids = asked.map(({ id }) => id);
    const rows = await database.query<NewUser & { signInId: string; refreshHash: string }>(ACTIVE, [
      ids,
      asked.at(-1)!.now,
    ]);
    const found = new Map(rows.map(({ signInId, refreshHash, ...user }) => [signInId, { refreshHash, user }]));
    return ids.map((id) => found.get(id) ?? null);
  });

  return {
    /** Inserts a user and a first sign-in in one transaction. Resolves with false when the e-mail address is taken. */
    insertUser: (user: NewUser, signIn: NewSignIn) =>
      unlessTaken(() => database.em().transactional((em) => insertUserWithSignIn(em, user, signIn))),

    insertSignIn: async (signIn: NewSignIn): Promise<void> => void (await database.em().insert(SignIn, signIn)),

    /** Whether the user of this sign-in, which may have ended, is blocked. */
    isBlocked: async (signInId: string): Promise<boolean> => (await database.query(IS_BLOCKED, [signInId])).length > 0,

    findUser: (id: string) => database.em().findOne(User, { id }),
    findUserByEmail: (email: string) => database.em().findOne(User, { email }),

    /** Resolves with false when the e-mail address is taken. */
    updateUser: (id: string, change: UserChange) => unlessTaken(() => database.em().nativeUpdate(User, { id }, change)),

    findActiveSignIn,
    extendSignIn: async (id: string, expiresAt: Date): Promise<void> =>
      void (await database.em().nativeUpdate(SignIn, { id }, { expiresAt })),
    /** Notifies every process. */
    revokeSignIn: (id: string, at: Date): Promise<void> =>
      database.em().transactional(async (em) => {
        await em.nativeUpdate(SignIn, { id, revokedAt: null }, { revokedAt: at });
        await publishChange(em, "people", { type: "sign-in-ended", signInId: id });
      }),

    /** The secret of that name; the first call stores `made`, and all processes get the same one. */
    async findOrMakeSecret(name: string, made: string): Promise<string> {
      const em = database.em();
      await em.upsert(Secret, { name, value: made }, { onConflictAction: "ignore" });
      return (await em.findOneOrFail(Secret, { name })).value;
    },

    /** Resolves with false when a link was used before: the workspace has had its admin. */
    addAdminLink: (tokenHash: string, workspaceId: string): Promise<boolean> =>
      database.em().transactional(async (em) => {
        // Waits for a concurrent use of a link.
        await lockRow(em, "workspaces", workspaceId);
        if ((await em.count(AdminLink, { workspaceId, usedAt: { $ne: null } })) > 0) return false;
        await em.insert(AdminLink, { tokenHash, workspaceId });
        return true;
      }),

    /**
     * Makes the user admin if the link is unused; a new user is inserted first. Otherwise changes nothing and resolves with
     * false. All other links stop working: servers that start together print one each.
     */
    claimAdminLink: (tokenHash: string, at: Date, user: NewUser, firstSignIn?: NewSignIn): Promise<boolean> =>
      database.em().transactional(async (em) => {
        await lockRow(em, "workspaces", user.workspaceId);
        const claimed = await em.nativeUpdate(
          AdminLink,
          { tokenHash, workspaceId: user.workspaceId, usedAt: null },
          { usedAt: at },
        );
        if (claimed === 0) return false;
        await em.nativeDelete(AdminLink, { workspaceId: user.workspaceId, usedAt: null });
        if (firstSignIn) await insertUserWithSignIn(em, user, firstSignIn);
        await em.nativeUpdate(User, { id: user.id }, { role: "admin" });
        await em.nativeUpdate(AdminLink, { tokenHash }, { usedBy: user.id });
        await publishChange(em, "people", { type: "role-given", userId: user.id, role: "admin" });
        const scope = principalOf(user.workspaceId, user.id);
        await recordAction(em, scope, { action: "admin-link-used", subject: user, role: "admin" });
        return true;
      }),
  };
}

export async function insertUserWithSignIn(em: EntityManager, user: NewUser, signIn: NewSignIn): Promise<void> {
  await em.insert(User, user);
  await em.insert(SignIn, signIn);
}

async function unlessTaken(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) return false;
    throw error;
  }
}
