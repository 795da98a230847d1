import { randomBytes } from "node:crypto";
import { z } from "zod";
import {
  AuditList,
  BlockChange,
  JoinLinkDraft,
  JoinLinkList,
  NewJoinLink,
  PeopleList,
  PersonView,
  RoleChange,
} from "../../schema/messages/people.ts";
import { secretHash } from "../account/secret-hash.ts";
import type { Database } from "../database/open-database.store.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { Problem } from "../http/problem.ts";
import { listActions } from "../audit/audit.store.ts";
import type { JoinLinkStore } from "./join-links.store.ts";
import { isRefusal, type PeopleStore, type Refusal } from "./people.store.ts";

export const access = ["admin"] as const;
export const area = "People";
export const params = z.object({ id: z.string().min(1).max(100) });
export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** `next` of the previous page. */
  cursor: z.string().max(100).optional(),
});

export function peopleRoutes(people: PeopleStore, joinLinks: JoinLinkStore, database: Database): Route[] {
  return [...personRoutes(people), ...joinLinkRoutes(joinLinks), auditRoute(database)];
}

function personRoutes(people: PeopleStore): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/people",
        summary: "Everybody who has ever joined or has an account, newest first",
        area,
        access,
        query: Page.extend({ search: z.string().max(100).optional() }),
        answer: PeopleList,
      },
      async ({ scope, query }) => people.list(scope, query),
    ),
    defineRoute(
      {
        method: "put",
        path: "/api/people/:id/role",
        summary: "Give a role, with immediate effect, also in places",
        area,
        access,
        params,
        body: RoleChange,
        answer: PersonView,
      },
      async ({ scope, params: { id }, body }) => unlessRefused(await people.giveRole(scope, id, body.role)),
    ),
    defineRoute(
      {
        method: "put",
        path: "/api/people/:id/block",
        summary: "Block somebody, who is disconnected at once and cannot sign in again, or unblock them",
        area,
        access,
        params,
        body: BlockChange,
        answer: PersonView,
      },
      async ({ scope, params: { id }, body }) => unlessRefused(await people.setBlocked(scope, id, body.isBlocked)),
    ),
    defineRoute(
      {
        method: "delete",
        path: "/api/people/:id/sign-ins",
        summary: "Sign somebody out everywhere",
        area,
        access,
        params,
      },
      async ({ scope, params: { id } }) => void unlessRefused(await people.endSignIns(scope, id)),
    ),
    defineRoute(
      {
        method: "delete",
        path: "/api/people/:id/presence",
        summary: "Send somebody out of the place they are in; they may come back",
        area,
        access,
        params,
      },
      async ({ scope, params: { id } }) => void unlessRefused(await people.remove(scope, id)),
    ),
  ];
}

function joinLinkRoutes(joinLinks: JoinLinkStore): Route[] {
  return [
    defineRoute(
      {
        method: "get",
        path: "/api/join-links",
        summary: "Links that can still be used",
        area,
        access,
        answer: JoinLinkList,
      },
      async ({ scope }) => ({ links: await joinLinks.list(scope) }),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/join-links",
        summary: "Make a link that gives a role; its token is shown this once",
        area,
        access,
        status: 201,
        body: JoinLinkDraft,
        answer: NewJoinLink,
      },
      async ({ scope, body }) => {
        const token = randomBytes(32).toString("base64url");
        const made = await joinLinks.make(scope, secretHash(token).toString("base64url"), body);
        return { ...unlessRefused(made), token };
      },
    ),
    defineRoute(
      {
        method: "delete",
        path: "/api/join-links/:id",
        summary: "Withdraw a link; those who used it keep their role",
        area,
        access,
        params,
      },
      async ({ scope, params: { id } }) => {
        unlessRefused(await joinLinks.withdraw(scope, id));
      },
    ),
  ];
}

const auditRoute = (database: Database): Route =>
  defineRoute(
    {
      method: "get",
      path: "/api/audit",
      summary: "What admins and operators did, newest first",
      area,
      access,
      query: Page,
      answer: AuditList,
    },
    async ({ scope, query }) => listActions(database, scope, query),
  );

const REFUSED: Record<Refusal, () => Problem> = {
  "not-admin-any-more": () => new Problem(403, "You are no longer an admin. Ask one.", { code: "not-admin-any-more" }),
  "no-such-report": () =>
    new Problem(404, "This report is settled already. Reload the list.", { code: "no-such-report" }),
  "no-such-link": () => new Problem(404, "This link no longer exists. Reload the list.", { code: "no-such-join-link" }),
  "no-such-person": () =>
    new Problem(404, "There is no such person here. Reload the list.", { code: "no-such-person" }),
  "last-admin": () =>
    new Problem(409, "This is the last admin. Make somebody else admin first.", { code: "last-admin" }),
  "admin-not-blocked": () =>
    new Problem(409, "An admin cannot be blocked. Give them another role first.", { code: "admin-not-blocked" }),
};

export function unlessRefused<Result>(result: Result | Refusal): Result {
  if (isRefusal(result)) throw REFUSED[result]();
  return result;
}
