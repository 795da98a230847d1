import {
  AccountChange,
  AccountUser,
  AdminLinkUse,
  GuestSignIn,
  Login,
  Registration,
  Renewal,
  SignedIn,
} from "../../schema/messages/account.ts";
import { JoinLinkUse } from "../../schema/messages/people.ts";
import { InvitationUse, InvitedIn } from "../../schema/messages/session-seat.ts";
import { defineRoute, type Route } from "../http/define-route.ts";
import { createRateLimit, isLoopback } from "../http/rate-limit.middleware.ts";
import type { CreateLimiter } from "../redis/create-limiters.adapter.ts";
import type { Accounts } from "./accounts.ts";

/** A school class behind one address may step in at once. */
const SIGN_INS_PER_MINUTE = 300;
const PASSWORD_ATTEMPTS = 10;
const PASSWORD_WINDOW_SECONDS = 15 * 60;

const area = "Accounts";

export function accountRoutes(accounts: Accounts, createLimiter: CreateLimiter): Route[] {
  const limits = createSignInLimits(createLimiter);
  return [...waysIn(accounts, limits), ...sessionRoutes(accounts, limits), ...ownAccountRoutes(accounts)];
}

type SignInLimits = ReturnType<typeof createSignInLimits>;

function createSignInLimits(createLimiter: CreateLimiter) {
  const signIns = createRateLimit(createLimiter("sign-ins", SIGN_INS_PER_MINUTE, 60));
  return {
    passwordAttempts: createRateLimit(createLimiter("passwords", PASSWORD_ATTEMPTS, PASSWORD_WINDOW_SECONDS)),
    limitSignIns: async (address: string) => {
      if (!isLoopback(address)) await signIns.count(address);
    },
  };
}

/** Routes for people who are not signed in, or are guests. */
function waysIn(accounts: Accounts, { limitSignIns, passwordAttempts }: SignInLimits): Route[] {
  return [
    defineRoute(
      {
        method: "post",
        path: "/api/auth/guest",
        summary: "Step in with a name only",
        area,
        access: "anyone",
        status: 201,
        body: GuestSignIn,
        answer: SignedIn,
      },
      async ({ body, address }) => {
        await limitSignIns(address);
        return accounts.signInGuest(body);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/auth/register",
        summary: "Make an account; a signed-in guest keeps their identity",
        area,
        access: "anyone",
        status: 201,
        body: Registration,
        answer: SignedIn,
      },
      async ({ body, caller, address }) => {
        await limitSignIns(address);
        return accounts.register(body, caller);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/auth/login",
        summary: "Sign in with e-mail address and password",
        area,
        access: "anyone",
        body: Login,
        answer: SignedIn,
      },
      async ({ body, address }) => {
        const key = `${address} ${body.email.toLowerCase()}`;
        await passwordAttempts.count(key);
        const signedIn = await accounts.login(body.email, body.password);
        await passwordAttempts.forget(key);
        return signedIn;
      },
    ),
  ];
}

/** Routes that renew, end or upgrade a sign-in. */
function sessionRoutes(accounts: Accounts, { limitSignIns }: SignInLimits): Route[] {
  return [
    defineRoute(
      {
        method: "post",
        path: "/api/auth/refresh",
        summary: "A fresh access token",
        area,
        access: "anyone",
        body: Renewal,
        answer: SignedIn,
      },
      async ({ body }) => accounts.refresh(body.refreshToken),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/auth/logout",
        summary: "End this sign-in; its tokens stop working at once",
        area,
        access: "signed-in",
      },
      async ({ caller }) => accounts.logout(caller),
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/auth/admin-link",
        summary: "Use the one-time link that the first start printed",
        area,
        access: "anyone",
        body: AdminLinkUse,
        answer: SignedIn,
      },
      async ({ body, caller, address }) => {
        await limitSignIns(address);
        return accounts.useAdminLink(body.token, caller, body.name);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/auth/join-link",
        summary: "Use a link that gives a role; with nobody signed in, step in by it",
        area,
        access: "anyone",
        body: JoinLinkUse,
        answer: SignedIn,
      },
      async ({ body, caller, address }) => {
        await limitSignIns(address);
        return accounts.useJoinLink(body, caller);
      },
    ),
    defineRoute(
      {
        method: "post",
        path: "/api/auth/session-link",
        summary: "Use a link that gives a role in one session; with nobody signed in, step in by it",
        area,
        access: "anyone",
        body: InvitationUse,
        answer: InvitedIn,
      },
      async ({ body, caller, address }) => {
        await limitSignIns(address);
        return accounts.useSessionLink(body, caller);
      },
    ),
  ];
}

function ownAccountRoutes(accounts: Accounts): Route[] {
  return [
    defineRoute(
      { method: "get", path: "/api/me", summary: "Who I am", area, access: "signed-in", answer: AccountUser },
      async ({ caller }) => accounts.me(caller),
    ),
    defineRoute(
      {
        method: "patch",
        path: "/api/me",
        summary: "Change my name or colour",
        area,
        access: "signed-in",
        body: AccountChange,
        answer: AccountUser,
      },
      async ({ caller, body }) => accounts.changeMe(caller, body),
    ),
  ];
}
