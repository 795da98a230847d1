/** People of a workspace, and admins' actions on them: each in one transaction, with its line in the audit log. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { Principal } from "../../engine/scope/scope.ts";
import type { Role } from "../../schema/messages/account.ts";
import type { GivenRole, PeopleList, PersonView } from "../../schema/messages/people.ts";
import { User } from "../../schema/tables/account.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { publishChange } from "../changes/publish-change.ts";
import { recordAction, type DoneAction } from "../audit/audit.store.ts";
import { ADMIN, lockAdmin } from "./lock-admin.store.ts";

export type PeoplePage = { limit: number; cursor?: string | undefined; search?: string | undefined };
/** Why nothing was done. */
export type Refusal =
  "no-such-person" | "no-such-link" | "no-such-report" | "last-admin" | "admin-not-blocked" | "not-admin-any-more";

const PERSON = `u.id, u.name, u.kind, u.role, u.email, u.blocked_at is not null as "isBlocked", u.created_at as "createdAt",
  (select count(*)::int from sign_ins s where s.user_id = u.id and s.revoked_at is null and s.expires_at > now()
    and u.blocked_at is null) as "signInCount"`;

type PersonRow = Omit<PersonView, "createdAt"> & { createdAt: Date | string };
type Act = (
  em: EntityManager,
  person: Pick<User, "id" | "workspaceId" | "name" | "role">,
) => Promise<Refusal | DoneAction["action"]>;

export type PeopleStore = ReturnType<typeof createPeopleStore>;

export function createPeopleStore(database: Database) {
  /** @returns the person afterwards, or why nothing was done */
  const actOn = (scope: Principal, id: string, act: Act, role?: Role): Promise<PersonView | Refusal> =>
    database.inScope(scope, async (em) => {
      const { workspaceId } = scope;
      if (!(await lockAdmin(em, scope))) return "not-admin-any-more";
      const subject = await em.findOne(User, { id, workspaceId }, { fields: ["id", "workspaceId", "name", "role"] });
      if (!subject) return "no-such-person";
      const action = await act(em, subject);
      if (isRefusal(action)) return action;
      await recordAction(em, scope, { action, subject, ...(role && { role }) });
      return findPerson(em, id);
    });

  return {
    /** Newest first. `search`: part of a name or an e-mail address. */
    async list(scope: Principal, { limit, cursor = "", search = "" }: PeoplePage): Promise<PeopleList> {
      const rows = (await database.inScope(scope, (em) =>
        em.execute(
          `select ${PERSON} from users u
         where u.workspace_id = ? and (? = '' or u.id < ?)
           and (position(lower(?) in lower(u.name)) > 0 or position(lower(?) in u.email) > 0)
         order by u.id desc limit ?`,
          [scope.workspaceId, cursor, cursor, search, search, limit + 1],
        ),
      )) as PersonRow[];
      const shown = rows.slice(0, limit);
      return { people: shown.map(toView), next: rows.length > limit ? shown.at(-1)!.id : null };
    },

    giveRole: (scope: Principal, id: string, role: GivenRole) =>
      actOn(
        scope,
        id,
        async (em, person) => {
          const { workspaceId } = person;
          const isAdminLeft =
            role === "admin" || (await em.count(User, { workspaceId, ...ADMIN, id: { $ne: id } })) > 0;
          if (person.role === "admin" && !isAdminLeft) return "last-admin";
          await em.nativeUpdate(User, { id }, { role });
          await publishChange(em, "people", { type: "role-given", userId: id, role });
          return "role-given";
        },
        role,
      ),

    setBlocked: (scope: Principal, id: string, isBlocked: boolean) =>
      actOn(scope, id, async (em, person) => {
        if (isBlocked && person.role === "admin") return "admin-not-blocked";
        await em.execute(`update users set blocked_at = ${isBlocked ? "now()" : "null"} where id = ?`, [id]);
        if (isBlocked) {
          // First: whoever is in a place sees why it ends.
          await publishChange(em, "people", { type: "blocked", userId: id });
          await endSignIns(em, id);
        }
        return isBlocked ? "person-blocked" : "person-unblocked";
      }),

    endSignIns: (scope: Principal, id: string) =>
      actOn(scope, id, async (em) => {
        await endSignIns(em, id);
        return "sign-ins-ended";
      }),

    remove: (scope: Principal, id: string) =>
      actOn(scope, id, async (em) => {
        await publishChange(em, "people", { type: "removed", userId: id });
        return "person-removed";
      }),
  };
}

const REFUSALS: ReadonlySet<string> = new Set<Refusal>([
  "no-such-person",
  "no-such-link",
  "no-such-report",
  "last-admin",
  "admin-not-blocked",
  "not-admin-any-more",
]);
export const isRefusal = (result: unknown): result is Refusal => typeof result === "string" && REFUSALS.has(result);

async function endSignIns(em: EntityManager, userId: string): Promise<void> {
  const ended = (await em.execute(
    "update sign_ins set revoked_at = now() where user_id = ? and revoked_at is null returning id",
    [userId],
  )) as { id: string }[];
  for (const { id } of ended) await publishChange(em, "people", { type: "sign-in-ended", signInId: id });
}

async function findPerson(em: EntityManager, id: string): Promise<PersonView> {
  const [row] = (await em.execute(`select ${PERSON} from users u where u.id = ?`, [id])) as PersonRow[];
  return toView(row!);
}

const toView = ({ createdAt, ...person }: PersonRow): PersonView => ({
  ...person,
  createdAt: new Date(createdAt).toISOString(),
});
