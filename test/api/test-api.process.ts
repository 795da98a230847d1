/** For tests: the real HTTP app over a fresh database, and a client that reads answers. */
import { tmpdir } from "node:os";
import pino from "pino";
import { freshDatabase } from "../fresh-database.ts";
import type { Accounts } from "../../server/account/accounts.ts";
import { accountRoutes } from "../../server/account/account.route.ts";
import { openAccounts } from "../../server/account/open-accounts.process.ts";
import { openDatabase, type Database } from "../../server/database/open-database.store.ts";
import { createLimiters } from "../../server/redis/create-limiters.adapter.ts";
import { createHttpApp, type HttpAppOptions } from "../../server/http/create-http-app.middleware.ts";
import type { Route } from "../../server/http/define-route.ts";
import { listen } from "../../server/http/listen.process.ts";

export type ApiAnswer = {
  status: number;
  headers: Headers;
  body: ReturnType<typeof JSON.parse>;
  text: string;
  bytes: Uint8Array;
};
export type ApiCall = { token?: string | undefined; body?: unknown; raw?: string; headers?: Record<string, string> };

export type TestApi = {
  url: string;
  database: Database;
  databaseUrl: string;
  accounts: Accounts;
  call(method: string, path: string, call?: ApiCall): Promise<ApiAnswer>;
  /** Signs in a guest, or with `role` an admin or facilitator. */
  signIn(name: string, role?: string): Promise<{ token: string; userId: string }>;
  close(): Promise<void>;
};

export async function startTestApi(
  buildRoutes: (database: Database, accounts: Accounts, databaseUrl: string) => Promise<Route[]> | Route[] = () => [],
  options: Partial<HttpAppOptions> = {},
): Promise<TestApi> {
  const fresh = await freshDatabase();
  const database = await openDatabase(fresh.url);
  const accounts = await openAccounts(database, "default", async () => ["Oriel Vance"]);
  const createLimiter = createLimiters(null);
  const app = createHttpApp({
    routes: [...accountRoutes(accounts, createLimiter), ...(await buildRoutes(database, accounts, fresh.url))],
    authenticate: accounts.verifyToken,
    matchmake: (_request, response) => void response.status(404).end(),
    findUnreadiness: async () => null,
    version: "test",
    publicUrl: "http://localhost",
    allowedOrigins: [],
    trustProxy: false,
    clientFolder: tmpdir(),
    createLimiter,
    log: pino({ level: "silent" }),
    ...options,
  });
  const { servers, port } = await listen(app, "127.0.0.1", 0);
  const url = `http://127.0.0.1:${port}`;

  const call: TestApi["call"] = async (method, path, { token, body, raw, headers } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(raw === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: raw }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    return {
      status: response.status,
      headers: response.headers,
      text,
      bytes,
      body: /[/+]json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : null,
    };
  };

  return {
    url,
    database,
    databaseUrl: fresh.url,
    accounts,
    call,
    async signIn(name, role) {
      const { token, user } = await accounts.signInGuest({ name });
      if (role) await database.em().getConnection().execute("update users set role = ? where id = ?", [role, user.id]);
      return { token, userId: user.id };
    },
    async close() {
      for (const server of servers) server.close();
      for (const server of servers) server.closeAllConnections();
      await database.close();
      await fresh.drop();
    },
  };
}
